import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judged } from '../../harness/judge/index.ts';

/** A picture that may stand in the page, or why it may not. */
export type Picture = { readonly base64: string } | { readonly problem: string };

/** By the name of their file. */
export type Pictures = ReadonlyMap<string, Picture>;

/** A drill keeps a dozen, each of about 15 KB; a page that holds more is not read. */
const mostPictures = 12;
const mostBytes = 100_000;

type Named = NonNullable<NonNullable<Judged['browser']>['journeys'][number]['picture']>;

/** The pictures that a record names, as far as they are what it says. Never rejects. */
export async function readPictures(runDir: string, { browser }: Judged): Promise<Pictures> {
  const named = browser?.journeys.flatMap(({ picture }) => picture ?? []) ?? [];
  const read = named
    .slice(0, mostPictures)
    .map(async (picture) => [picture.file, await readPicture(runDir, picture)] as const);
  return new Map(await Promise.all(read));
}

/** A record may be anybody's, so that it is not believed which file is meant. */
async function readPicture(runDir: string, { file, sha256 }: Named): Promise<Picture> {
  if (!/^pictures\/[\w-]+\.jpg$/.test(file)) return { problem: 'is no file of the run’s pictures' };
  const bytes = await readFile(join(runDir, file)).catch(() => undefined);
  if (!bytes) return { problem: 'cannot be read' };
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    return { problem: 'is not the one that was recorded' };
  if (bytes.length > mostBytes) return { problem: 'is too large for this page' };
  return { base64: bytes.toString('base64') };
}
