import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { Source } from './sources.ts';

/** `a/b.ts` or `room/` in backquotes, without words that stand for something else. */
const PATH = /`((?:engine|harness|scenarios|fixtures|reports|scripts)\/[\w./-]*)`/g;
/** Made by a run, and so not in a fresh clone. */
const MADE_BY_RUNS = 'reports/runs';

/** Paths that a document names and that are not there, one line each. */
export function pathErrors(sources: readonly Source[]): string[] {
  return sources.filter(({ path }) => path.endsWith('.md')).flatMap(missingPaths);
}

function missingPaths({ path, text }: Source): string[] {
  return [...text.matchAll(PATH)]
    .map(([, named]) => named ?? '')
    .filter((named) => !named.startsWith(MADE_BY_RUNS))
    .filter((named) => !existsSync(named) && !existsSync(posix.join(posix.dirname(path), named)))
    .map((named) => `${path}: names ${named}, which is not there`);
}
