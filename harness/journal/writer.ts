import { closeSync, mkdirSync, openSync, write, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Batch } from './batch.ts';
import { Chain, sealBatch } from './chain.ts';
import { flushWithinMs } from './deadlines.ts';
import type { Entry } from './entry.ts';
import { EntryLines } from './entry-lines.ts';
import { JournalFailed } from './errors.ts';

const writeAt = promisify(write);
/** Kept to be filled again. There are more only while the disk is behind. */
const spareBatches = 2;

/** The part of a clock that a writer needs. */
export interface WriterClock {
  monotonicMs(): number;
  sleep(ms: number): Promise<void>;
}

const hostClock: WriterClock = { monotonicMs: () => performance.now(), sleep: (ms) => delay(ms) };

export interface JournalWriter {
  readonly file: string;
  /** The longest that an entry has waited until it was with the operating system, milliseconds. */
  readonly longestWaitMs: number;
  /** Throws JournalFailed once the disk refused an earlier entry, or after close. */
  append(entry: Entry): void;
  /** Resolves when all that was appended is with the operating system; rejects JournalFailed. */
  flush(): Promise<void>;
  /** Flushes, seals for good and closes; rejects JournalFailed if any entry was not written. */
  close(): Promise<void>;
}

/**
 * Opens `<directory>/<name>.jsonl` for one writing process, one JSON line an entry. Batches are
 * handed to the operating system, each with its seal, within 10 ms of their first entry. The file
 * must be new: adding to what a killed process left would bury its torn line. Throws JournalFailed
 * if it cannot open.
 */
export function openJournal(
  directory: string,
  name: string,
  clock: WriterClock = hostClock,
): JournalWriter {
  return new FileJournal(join(directory, `${name}.jsonl`), directory, clock);
}

class FileJournal implements JournalWriter {
  readonly file: string;
  longestWaitMs = 0;
  readonly #clock: WriterClock;
  readonly #descriptor: number;
  readonly #chain: Chain;
  readonly #lines = new EntryLines();
  #batch = new Batch();
  readonly #spare: Batch[] = [];
  #batchFromMs = 0;
  #scheduled = false;
  #writing: Promise<void> = Promise.resolve();
  #failure: JournalFailed | undefined;
  #closed = false;

  constructor(file: string, directory: string, clock: WriterClock) {
    this.file = file;
    this.#clock = clock;
    this.#chain = new Chain(basename(file));
    try {
      mkdirSync(directory, { recursive: true });
      this.#descriptor = openSync(file, 'wx');
      writeSync(this.#descriptor, sealBatch(this.#chain, new Batch(), false));
    } catch (cause) {
      throw new JournalFailed(file, 'cannot be created (each writer needs a new file)', cause);
    }
  }

  append(entry: Entry): void {
    if (this.#failure) throw this.#failure;
    if (this.#closed) throw new JournalFailed(this.file, 'is closed; nothing more can be recorded');
    if (this.#batch.isEmpty) this.#batchFromMs = this.#clock.monotonicMs();
    this.#batch.add(this.#lines.lineOf(entry));
    if (this.#batch.isFull) this.#handOver();
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
      this.#sealAndWrite(true);
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
    if (!this.#batch.isEmpty) this.#sealAndWrite(false);
  }

  #sealAndWrite(final: boolean): void {
    const batch = this.#batch;
    const fromMs = batch.isEmpty ? this.#clock.monotonicMs() : this.#batchFromMs;
    const bytes = sealBatch(this.#chain, batch, final);
    this.#batch = this.#spare.pop() ?? new Batch();
    this.#writing = this.#writing.then(async () => {
      await this.#write(bytes, fromMs);
      batch.clear();
      if (this.#spare.length < spareBatches) this.#spare.push(batch);
    });
  }

  /** After a refused write nothing more is written: a later line must not follow a torn one. */
  async #write(bytes: Buffer, fromMs: number): Promise<void> {
    if (this.#failure) return;
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await writeAt(this.#descriptor, bytes, done);
        done += bytesWritten;
      }
      this.longestWaitMs = Math.max(this.longestWaitMs, this.#clock.monotonicMs() - fromMs);
    } catch (cause) {
      this.#failure = new JournalFailed(this.file, 'lost entries: the disk refused them', cause);
    }
  }
}
