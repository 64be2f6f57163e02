import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ControlResult, MutantResult } from './result.ts';

/** What a run of all mutants has come to so far. */
export interface Begun {
  readonly commit: string;
  readonly startedAt: string;
  readonly controls: Readonly<Record<string, ControlResult>>;
  readonly mutants: readonly MutantResult[];
}

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
  return begun?.commit === commit && !commit.endsWith('+changes') ? begun : undefined;
}

export async function writeBegun(file: string, begun: Begun): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(begun, null, 2)}\n`);
}

export const forgetBegun = (file: string) => rm(file, { force: true });
