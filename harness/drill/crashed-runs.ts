import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAlive } from '../processes/process-table.ts';
import { readRunFile } from './heal-run.ts';
import { CLOSED } from './run-directory.ts';

/** Directories of runs that are not closed and whose owner is gone, oldest first. */
export interface LeftRuns {
  /** Cut short. */
  readonly crashed: readonly string[];
  /** Meant to outlive their owner. */
  readonly kept: readonly string[];
  /** Why a run could not be looked at, a sentence each. */
  readonly unreadable: readonly string[];
}

/** Looks through all runs below `reports/runs`; one that cannot be read hides no other. */
export async function leftRuns(root: string): Promise<LeftRuns> {
  const found = { crashed: [] as string[], kept: [] as string[], unreadable: [] as string[] };
  for await (const file of glob(join(root, 'reports', 'runs', '*', '*', 'run.json'))) {
    const runDir = dirname(file);
    if (existsSync(join(runDir, CLOSED))) continue;
    try {
      const { keep, owner } = await readRunFile(runDir);
      if (!isAlive(owner)) found[keep ? 'kept' : 'crashed'].push(runDir);
    } catch (error) {
      found.unreadable.push((error as Error).message);
    }
  }
  for (const list of Object.values(found)) list.sort();
  return found;
}
