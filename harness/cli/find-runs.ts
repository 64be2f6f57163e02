import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ComparedRun } from '../compare/index.ts';
import { judge } from '../judge/index.ts';
import { readSet } from '../trials/index.ts';
import { findRun } from './find-run.ts';
import { readRecord } from './read-record.ts';
import { UsageError } from './usage-error.ts';

/**
 * The trials of a set, without its control runs, or the one run; given as a path, or as a name
 * below `reports/runs`; judged anew from their journals. Throws UsageError if there is none.
 */
export async function judgeRuns(root: string, name: string): Promise<readonly ComparedRun[]> {
  const runs: ComparedRun[] = [];
  for (const path of await runDirsOf(root, name))
    runs.push({ path, judged: judge(await readRecord(path)) });
  if (runs.length > 0) return runs;
  throw new UsageError(`${name}: there is no trial in it`);
}

async function runDirsOf(root: string, name: string): Promise<readonly string[]> {
  const candidates = [resolve(name), join(root, 'reports', 'runs', name)];
  const setDir = candidates.find((directory) => existsSync(join(directory, 'set.json')));
  if (setDir === undefined) return [findRun(root, name)];
  const { runs } = await readSet(setDir);
  const own = realpathSync(setDir);
  return runs.filter(({ control }) => !control).map(({ path }) => resolve(own, path));
}
