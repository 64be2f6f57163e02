/** The disk refused an entry: the record is not whole any more, so the run cannot go on. */
export class JournalFailed extends Error {
  override readonly name = 'JournalFailed';
  readonly code = 'JOURNAL_FAILED';
  readonly file: string;

  constructor(file: string, what: string, cause?: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    super(`journal ${file} ${what}${reason}`, cause === undefined ? {} : { cause });
    this.file = file;
  }
}

/** The record cannot be believed. Line 0 means the file, or the directory, as a whole. */
export class JournalCorrupt extends Error {
  override readonly name = 'JournalCorrupt';
  readonly code = 'JOURNAL_CORRUPT';
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, reason: string, cause?: unknown) {
    const place = line > 0 ? `${file}:${line}` : file;
    super(`${place}: ${reason}`, cause === undefined ? {} : { cause });
    this.file = file;
    this.line = line;
  }
}
