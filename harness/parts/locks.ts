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

/** Name of a cache directory for content pinned by these lock files. */
export function keyOf(part: string, ...locks: readonly LockFile[]): string {
  return `${part}-${textDigest(locks.map(({ digest }) => digest).join()).slice(0, 16)}`;
}
