import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ControlResult, MutantResult } from './result.ts';

/** What a run of all mutants has come to so far. */
export interface Begun {
  readonly commit: string;
  readonly startedAt: string;
  readonly controls: Readonly<Record<string, ControlResult>>;
  readonly mutants: readonly MutantResult[];
}

/** Of a checkout without changes. */
const isWhole = /^[0-9a-f]{40}$/;

/**
 * A run that was interrupted, for another to go on with; what it came to, good or bad, stays as it
 * is. Undefined if there is none, or none of this commit: results of two builds make no score.
 */
export async function readBegun(file: string, commit: string): Promise<Begun | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const begun = text === undefined ? undefined : (JSON.parse(text) as Begun);
  return begun?.commit === commit && isWhole.test(commit) ? begun : undefined;
}

export async function writeBegun(file: string, begun: Begun): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(begun, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

export const forgetBegun = (file: string) => rm(file, { force: true });
