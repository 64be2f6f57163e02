import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Judged, judge } from '../judge/index.ts';
import { readSet } from '../trials/index.ts';
import { findRun } from './find-run.ts';
import { readRecord } from './read-record.ts';
import { UsageError } from './usage-error.ts';

/** What a run or a set of trials came to, judged anew from its journals. */
export interface JudgedRuns {
  readonly runs: readonly Judged[];
  /** Why others are left out, a sentence each. */
  readonly discarded: readonly string[];
}

/**
 * The trials of a set, without its control runs, or the one run; given as a path, or as a name
 * below `reports/runs`. Runs that say nothing are left out. Throws UsageError if none is left.
 */
export async function judgeRuns(root: string, name: string): Promise<JudgedRuns> {
  const runs: Judged[] = [];
  const discarded: string[] = [];
  for (const runDir of await runDirsOf(root, name)) {
    const judged = judge(await readRecord(runDir));
    const { verdict, reasons } = judged;
    if (verdict === 'pass' || verdict === 'fail') runs.push(judged);
    else discarded.push(`${runDir}: ${verdict}: ${reasons[0] ?? 'no reason was given'}`);
  }
  if (runs.length > 0) return { runs, discarded };
  throw new UsageError([`${name}: no run of it says anything`, ...discarded].join('\n'));
}

async function runDirsOf(root: string, name: string): Promise<readonly string[]> {
  const candidates = [resolve(name), join(root, 'reports', 'runs', name)];
  const setDir = candidates.find((directory) => existsSync(join(directory, 'set.json')));
  if (setDir === undefined) return [findRun(root, name)];
  const { runs } = await readSet(setDir);
  const own = realpathSync(setDir);
  return runs.filter(({ control }) => !control).map(({ path }) => resolve(own, path));
}
