import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Entry, entryFrom, textFrom } from './entry.ts';
import type { Kept, OutboxStore } from './outbox-store.ts';
import { type Told, toldFrom } from './told.ts';

const toldName = 'told.json';
const asideName = 'aside';
/** A file that is still being written; one is left only by a crash. */
const draftEnding = '.tmp';

/**
 * One file per alert, `000000000007.json`, each written beside its place, brought to the disk and
 * renamed. What cannot be read is moved to `aside/` and told, and the rest goes on.
 */
export class DirectoryStore implements OutboxStore {
  readonly #path: string;
  readonly #log: Logger;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
  }

  load(): Promise<Kept> {
    return this.#inOrder(async () => {
      await mkdir(this.#path, { recursive: true, mode: 0o700 });
      const names = (await readdir(this.#path)).sort();
      for (const name of names.filter((each) => each.endsWith(draftEnding))) {
        await this.#setAside(name, 'was not written to its end');
      }
      const entries: Entry[] = [];
      for (const name of names) {
        const [, number] = /^(\d+)\.json$/.exec(name) ?? [];
        if (number === undefined) continue;
        const entry = await this.#read(name, (text) => entryFrom(Number(number), text));
        if (entry) entries.push(entry);
      }
      const told = names.includes(toldName) ? await this.#read(toldName, toldFrom) : undefined;
      return { entries, told: told ?? {} };
    });
  }

  save(entry: Entry): Promise<void> {
    const text = textFrom(entry);
    return this.#inOrder(() => this.#write(nameOf(entry), text));
  }

  remove(entry: Entry): Promise<void> {
    return this.#inOrder(() => rm(join(this.#path, nameOf(entry)), { force: true }));
  }

  saveTold(told: Told): Promise<void> {
    const text = JSON.stringify(told);
    return this.#inOrder(() => this.#write(toldName, text));
  }

  /** A save that is late must not undo the removal that follows it. */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #write(name: string, text: string): Promise<void> {
    const draft = join(this.#path, `${name}${draftEnding}`);
    try {
      await writeThrough(draft, text);
      await rename(draft, join(this.#path, name));
      await syncDirectory(this.#path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #read<T>(name: string, parse: (text: string) => T): Promise<T | undefined> {
    try {
      return parse(await readFile(join(this.#path, name), 'utf8'));
    } catch {
      await this.#setAside(name, 'cannot be read');
      return undefined;
    }
  }

  async #setAside(name: string, why: string): Promise<void> {
    const aside = join(this.#path, asideName);
    const moved = await mkdir(aside, { recursive: true, mode: 0o700 })
      .then(() => rename(join(this.#path, name), join(aside, name)))
      .then(() => 'set aside')
      .catch(({ code }: NodeJS.ErrnoException) => `not set aside (${code})`);
    this.#log.error({ file: name, aside }, `alerts: ${name} of the outbox ${why}: ${moved}`);
  }
}

function nameOf({ number }: Entry): string {
  return `${String(number).padStart(12, '0')}.json`;
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name itself is only durable once the directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
