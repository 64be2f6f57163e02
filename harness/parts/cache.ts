import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import { takeLock } from './lock.ts';
import { readPart, writeManifest } from './manifest.ts';
import type { InstalledPart, PartName } from './part.ts';
import type { Made } from './recipe.ts';

/** Where parts are kept between runs: BLACKSTART_CACHE, else the user's cache directory. */
export function cacheRoot(environment: NodeJS.ProcessEnv = process.env): string {
  const { BLACKSTART_CACHE, XDG_CACHE_HOME } = environment;
  return BLACKSTART_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'blackstart');
}

export interface Shelf {
  readonly cache: string;
  readonly part: PartName;
  /** Name of the part's directory in the cache. */
  readonly key: string;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly say: (message: string) => void;
}

interface Maker {
  make(directory: string, destination: string): Promise<Made>;
  finish?(destination: string): Promise<void>;
}

/**
 * The part on this shelf. If it is not there whole, `make` is called with an empty directory next
 * to it, which takes the part's place by one rename, and `finish` with that place. The manifest
 * comes last: without one there is no part. Of two processes one makes and the other waits.
 */
export async function keep(shelf: Shelf, { make, finish }: Maker): Promise<InstalledPart> {
  const destination = join(shelf.cache, shelf.key);
  const ready = await readPart(destination, shelf.part);
  if (ready) return ready;
  await mkdir(shelf.cache, { recursive: true });
  await using _lock = await takeLock(
    shelf.clock,
    destination,
    () => shelf.say('another run is making it: waiting'),
    shelf.signal,
  );
  const meanwhile = await readPart(destination, shelf.part);
  if (meanwhile) return meanwhile;
  await sweep(shelf);
  const directory = await mkdtemp(join(shelf.cache, unfinished(shelf)));
  try {
    const made = await make(directory, destination);
    await chmod(directory, 0o755);
    await rename(directory, destination);
    await finish?.(destination);
    await writeManifest(destination, shelf.part, made, new Date(shelf.clock.wallMs()));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  const part = await readPart(destination, shelf.part);
  if (!part) throw new Error(`${destination} is not whole though it was just made`);
  return part;
}

const unfinished = (shelf: Shelf): string => `.making-${shelf.key}-`;

/** Removes what runs that died left behind; the lock says that no other run is at it. */
async function sweep(shelf: Shelf): Promise<void> {
  const names = await readdir(shelf.cache);
  const stale = names.filter((name) => name === shelf.key || name.startsWith(unfinished(shelf)));
  for (const name of stale) await rm(join(shelf.cache, name), { recursive: true, force: true });
}
