import { compare, comparisonLines } from '../../compare/index.ts';
import { exitCode } from '../exit-code.ts';
import { judgeRuns } from '../find-runs.ts';
import type { Terminal } from '../terminal.ts';

export interface CompareOptions {
  readonly json: boolean;
}

/**
 * Compares two runs, or two sets of trials, check by check and phase by phase; 1 if the second is
 * worse, else 2 if that cannot be concluded, else 0.
 */
export async function compareVerb(
  root: string,
  before: string,
  after: string,
  { json }: CompareOptions,
  terminal: Terminal,
): Promise<number> {
  const comparison = compare(await judgeRuns(root, before), await judgeRuns(root, after));
  if (json) terminal.print(JSON.stringify(comparison, infinityInWords, 2));
  else terminal.print(comparisonLines(comparison).join('\n'));
  if (comparison.regressed) return exitCode.missed;
  return comparison.inconclusive.length > 0 ? exitCode.unknown : exitCode.ok;
}

/** JSON has no ∞, and would say null. */
function infinityInWords(_key: string, value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return 'infinity';
  return value === Number.NEGATIVE_INFINITY ? '-infinity' : value;
}
