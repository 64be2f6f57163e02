import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalCorrupt } from './errors.ts';
import { type Journal, JournalBuilder } from './journal.ts';
import { JournalFile } from './journal-file.ts';

/**
 * Reads every `*.jsonl` of a run's journal directory, merges them by time, and checks every seal. A
 * file that ends without its final seal, or within a line, as a killed writer leaves it, makes the
 * journal incomplete. Rejects JournalCorrupt, with file and line, for anything else that is not as
 * a writer of this version left it.
 */
export async function readJournal(directory: string): Promise<Journal> {
  const builder = new JournalBuilder();
  const files = (await journalFiles(directory)).map((file) => new JournalFile(file, builder));
  for (const file of files) await file.read();
  compareSeals(files, builder);
  try {
    return builder.build();
  } catch (cause) {
    throw new JournalCorrupt(directory, 0, (cause as Error).message, cause);
  }
}

/** Writers seal from the first line on, so in a run all files are sealed or none is. */
function compareSeals(files: readonly JournalFile[], builder: JournalBuilder): void {
  const sealed = files.find((file) => file.isSealed);
  if (!sealed) return;
  for (const { file, isSealed } of files) {
    if (isSealed === false)
      throw new JournalCorrupt(file, 0, `has no seals, but ${sealed.file} has: it was not with it`);
    if (isSealed === undefined) builder.gap(`${file} has no whole line: its writer was killed`);
  }
}

async function journalFiles(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => join(directory, name));
  } catch (cause) {
    throw new JournalCorrupt(directory, 0, 'no such journal directory', cause);
  }
}
