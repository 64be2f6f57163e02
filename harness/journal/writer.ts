import { closeSync, mkdirSync, openSync, write } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { batchCharacters, flushWithinMs } from './deadlines.ts';
import type { Entry } from './entry.ts';
import { JournalFailed } from './errors.ts';

const writeAt = promisify(write);

/** The part of a clock that a writer needs. */
export interface Sleeper {
  sleep(ms: number): Promise<void>;
}

const hostSleeper: Sleeper = { sleep: (ms) => delay(ms) };

export interface JournalWriter {
  readonly file: string;
  /** Throws JournalFailed once the disk refused an earlier entry, or after close. */
  append(entry: Entry): void;
  /** Resolves when all that was appended is with the operating system; rejects JournalFailed. */
  flush(): Promise<void>;
  /** Flushes and closes; rejects JournalFailed if any entry could not be written. */
  close(): Promise<void>;
}

/**
 * Opens `<directory>/<name>.jsonl` for one writing process, one JSON line an entry. Batches are
 * handed to the operating system within 10 ms of their first entry. The file must be new: adding
 * to what a killed process left would bury its torn line. Throws JournalFailed if it cannot open.
 */
export function openJournal(
  directory: string,
  name: string,
  clock: Sleeper = hostSleeper,
): JournalWriter {
  return new FileJournal(join(directory, `${name}.jsonl`), directory, clock);
}

class FileJournal implements JournalWriter {
  readonly file: string;
  readonly #clock: Sleeper;
  readonly #descriptor: number;
  #batch = '';
  #scheduled = false;
  #writing: Promise<void> = Promise.resolve();
  #failure: JournalFailed | undefined;
  #closed = false;

  constructor(file: string, directory: string, clock: Sleeper) {
    this.file = file;
    this.#clock = clock;
    try {
      mkdirSync(directory, { recursive: true });
      this.#descriptor = openSync(file, 'wx');
    } catch (cause) {
      throw new JournalFailed(file, 'cannot be created (each writer needs a new file)', cause);
    }
  }

  append(entry: Entry): void {
    if (this.#failure) throw this.#failure;
    if (this.#closed) throw new JournalFailed(this.file, 'is closed; nothing more can be recorded');
    this.#batch += `${JSON.stringify(entry)}\n`;
    if (this.#batch.length >= batchCharacters) this.#handOver();
    else if (!this.#scheduled) this.#schedule();
  }

  async flush(): Promise<void> {
    this.#handOver();
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.flush();
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #schedule(): void {
    this.#scheduled = true;
    void this.#clock.sleep(flushWithinMs).then(() => {
      this.#scheduled = false;
      this.#handOver();
    });
  }

  #handOver(): void {
    if (this.#batch === '') return;
    const bytes = Buffer.from(this.#batch, 'utf8');
    this.#batch = '';
    this.#writing = this.#writing.then(() => this.#write(bytes));
  }

  /** After a refused write nothing more is written: a later line must not follow a torn one. */
  async #write(bytes: Buffer): Promise<void> {
    if (this.#failure) return;
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await writeAt(this.#descriptor, bytes, done);
        done += bytesWritten;
      }
    } catch (cause) {
      this.#failure = new JournalFailed(this.file, 'lost entries: the disk refused them', cause);
    }
  }
}
