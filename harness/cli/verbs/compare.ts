import { compare, comparisonLines } from '../../compare/index.ts';
import { exitCode } from '../exit-code.ts';
import { judgeRuns } from '../find-runs.ts';
import type { Terminal } from '../terminal.ts';

export interface CompareOptions {
  readonly json: boolean;
}

/** Compares two runs, or two sets of trials, phase by phase; 1 if the second is worse, else 0. */
export async function compareVerb(
  root: string,
  before: string,
  after: string,
  { json }: CompareOptions,
  terminal: Terminal,
): Promise<number> {
  const [a, b] = [await judgeRuns(root, before), await judgeRuns(root, after)];
  const comparison = compare(a.runs, b.runs);
  if (json) terminal.print(JSON.stringify(comparison, null, 2));
  else {
    for (const line of [...a.discarded, ...b.discarded]) terminal.print(`left out: ${line}`);
    terminal.print(comparisonLines(comparison).join('\n'));
  }
  return comparison.regressed ? exitCode.missed : exitCode.ok;
}
