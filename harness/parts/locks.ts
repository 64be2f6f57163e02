import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textDigest } from './digest.ts';

const directory = join(import.meta.dirname, '..', '..', 'fixtures', 'locks');

export interface LockFile {
  readonly path: string;
  readonly text: string;
  readonly digest: string;
}

/** A lock file of fixtures/locks, by its name there. */
export async function lockFile(name: string): Promise<LockFile> {
  const path = join(directory, name);
  const text = await readFile(path, 'utf8');
  return { path, text, digest: textDigest(text) };
}

/** Name of a cache directory for content pinned by these lock files or texts. */
export function keyOf(part: string, ...pins: readonly (LockFile | string)[]): string {
  const digests = pins.map((pin) => (typeof pin === 'string' ? textDigest(pin) : pin.digest));
  return `${part}-${textDigest(digests.join()).slice(0, 16)}`;
}
