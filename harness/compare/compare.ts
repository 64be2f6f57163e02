import { smallestP } from '../statistics/rank-test.ts';
import { type Change, changeOf, type FigurePair, figurePairs } from './change.ts';
import { type CheckChange, checkChangeOf, checkPairs, wasRed } from './checks.ts';
import { checkComparable } from './comparable.ts';
import { whyInconclusive } from './inconclusive.ts';
import { differs, leastRuns, testAll } from './tested.ts';
import { type ComparedRun, type DiscardedRun, discardedOf, usableOf } from './usable.ts';

export interface Comparison {
  readonly scenarios: readonly {
    readonly scenario: string;
    /** Without the discarded ones. */
    readonly runs: readonly [before: number, after: number];
    /** Even the most extreme result of so few runs has this p, before any correction. */
    readonly smallestP: number;
  }[];
  readonly discarded: readonly DiscardedRun[];
  /** Those that were red in any run, of one scenario after another. */
  readonly checks: readonly CheckChange[];
  /** Of one scenario after another; in the order of the waterfall. */
  readonly changes: readonly Change[];
  /** How many were tested at once. */
  readonly tests: number;
  /** How many differ at all, and would be tested of enough runs. */
  readonly differing: number;
  /** With fewer on either side not one of the differing could be significant. */
  readonly leastRuns: number;
  readonly regressed: boolean;
  /** Why it does not follow that nothing is worse, a sentence each. */
  readonly inconclusive: readonly string[];
}

/**
 * Compares runs of the same scenarios, plan and profile: check by check and figure by figure. A
 * check that is red after and never was before is a regression. Figures, and checks that were red
 * before, are tested by ranks after Mann and Whitney, corrected after Holm over all that differ at
 * all in all scenarios. A figure is a regression if it is significant, and its median or its upper
 * quartile rises by more than what matters, or the share of runs that never came back rises.
 * Throws NotComparable.
 */
export function compare(before: readonly ComparedRun[], after: readonly ComparedRun[]): Comparison {
  const judged = (runs: readonly ComparedRun[]) => runs.map((run) => run.judged);
  checkComparable(judged(before), judged(after));
  const scenarios = byScenario(before, after);
  const figures = scenarios.flatMap(figurePairsOf);
  const checks = scenarios.flatMap(({ scenario, usable }) => checkPairs(scenario, ...usable));
  const pairs = [...figures, ...checks.filter(wasRed)];
  const tests = testAll(pairs);
  const changes = figures.map((pair) => changeOf(pair, tests.get(pair)));
  const checkChanges = checks.map((pair) => checkChangeOf(pair, tests.get(pair)));
  const differing = pairs.filter(differs).length;
  return {
    scenarios: scenarios.map(({ scenario, usable: [a, b] }) => {
      const runs = [a.length, b.length] as const;
      return { scenario, runs, smallestP: smallestP(...runs) };
    }),
    discarded: [...discardedOf(before, 'before'), ...discardedOf(after, 'after')],
    checks: checkChanges,
    changes,
    tests: tests.size,
    differing,
    leastRuns: leastRuns(differing),
    regressed: [...changes, ...checkChanges].some(({ finding }) => finding === 'regression'),
    inconclusive: scenarios.flatMap(({ scenario, all }) =>
      whyInconclusive(
        scenario,
        ...all,
        changes.filter((change) => change.scenario === scenario),
      ),
    ),
  };
}

type OneScenario = ReturnType<typeof byScenario>[number];

function byScenario(before: readonly ComparedRun[], after: readonly ComparedRun[]) {
  const names = [...new Set(before.map(({ judged }) => judged.scenario))];
  return names.map((scenario) => {
    const own = (runs: readonly ComparedRun[]) =>
      runs.filter(({ judged }) => judged.scenario === scenario);
    const all = [own(before), own(after)] as const;
    return { scenario, all, usable: [usableOf(all[0]), usableOf(all[1])] as const };
  });
}

/** Where a side has no run, its figures are not lost: nothing is known of them. */
function figurePairsOf({ scenario, usable: [before, after] }: OneScenario): FigurePair[] {
  if (before.length === 0 || after.length === 0) return [];
  return figurePairs(scenario, before, after);
}
