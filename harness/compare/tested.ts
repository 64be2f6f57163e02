import { holm } from '../statistics/holm.ts';
import { type RankTest, rankTest, smallestP } from '../statistics/rank-test.ts';

/** A difference is called significant below this, after correction for all that were tested. */
export const significance = 0.05;

/** One quantity, a value of each run that has it. */
export interface Pair {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export type Tested = RankTest & { readonly adjustedP: number };

/** Tests all that can differ at all, and corrects after Holm for these. */
export function testAll<P extends Pair>(pairs: readonly P[]): ReadonlyMap<P, Tested> {
  const testable = pairs.filter((pair) => differs(pair) && isEnough(pair));
  const tests = testable.map(({ before, after }) => rankTest(before, after));
  const adjusted = holm(tests.map(({ p }) => p));
  return new Map(
    tests.map((test, i) => [testable[i] as P, { ...test, adjustedP: adjusted[i] as number }]),
  );
}

/** Where all values are the same p is 1: a test would cost the others. */
export function differs({ before, after }: Pair): boolean {
  return before.length > 0 && after.length > 0 && new Set([...before, ...after]).size > 1;
}

function isEnough({ before, after }: Pair): boolean {
  return smallestP(before.length, after.length) < significance;
}

/** As many on either side that the most extreme result is significant after the correction. */
export function leastRuns(tests: number): number {
  let runs = 2;
  while (smallestP(runs, runs) * Math.max(1, tests) >= significance) runs += 1;
  return runs;
}
