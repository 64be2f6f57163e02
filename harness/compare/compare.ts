import type { Judged } from '../judge/index.ts';
import { holm } from '../statistics/holm.ts';
import { median } from '../statistics/median.ts';
import { type RankTest, rankTest, smallestP } from '../statistics/rank-test.ts';
import { checkComparable } from './comparable.ts';
import { measuresOf, type Unit } from './measures.ts';
import { practicalDifference } from './practical.ts';

/** A difference is called significant below this, after correction for all that were tested. */
export const significance = 0.05;

/** One figure of all runs of a scenario, before and after. */
export interface Change {
  readonly scenario: string;
  readonly what: string;
  readonly where: string;
  readonly unit: Unit;
  /** Number of runs that have it. */
  readonly runs: readonly [before: number, after: number];
  readonly medians: readonly [before: number, after: number];
  /** Of the medians, after minus before. */
  readonly difference: number;
  /** Up to this a difference matters to nobody. */
  readonly practical: number;
  /** Absent where no test could say anything: too few runs, or the same figure in all. */
  readonly test?: RankTest & { readonly adjustedP: number };
  readonly finding: Finding;
}

/** larger: it matters if it is there, and was not shown to be. */
export type Finding = 'regression' | 'improvement' | 'larger' | 'none';

export interface Comparison {
  readonly scenarios: readonly {
    readonly scenario: string;
    readonly runs: readonly [before: number, after: number];
    /** Even the most extreme result of so few runs has this p, before any correction. */
    readonly smallestP: number;
  }[];
  /** Of one scenario after another; in the order of the waterfall. */
  readonly changes: readonly Change[];
  /** How many were tested at once. */
  readonly tests: number;
  readonly regressed: boolean;
}

/**
 * Compares runs of the same scenarios, plan and profile, figure by figure: the rank test of Mann
 * and Whitney, corrected after Holm over all figures of all scenarios that can differ at all. A
 * regression is significant and larger than what matters. Throws NotComparable.
 */
export function compare(before: readonly Judged[], after: readonly Judged[]): Comparison {
  checkComparable(before, after);
  const names = [...new Set(before.map(({ scenario }) => scenario))];
  const pairs = names.flatMap((scenario) => pairsOf(scenario, before, after));
  const testable = pairs.filter(canDiffer);
  const tests = testable.map(({ a, b }) => rankTest(a, b));
  const adjusted = holm(tests.map(({ p }) => p));
  const changes = pairs.map((pair) => {
    const index = testable.indexOf(pair);
    const test = tests[index];
    return changeOf(pair, test && { ...test, adjustedP: adjusted[index] ?? 1 });
  });
  return {
    scenarios: names.map((scenario) => sizesOf(scenario, before, after)),
    changes,
    tests: tests.length,
    regressed: changes.some(({ finding }) => finding === 'regression'),
  };
}

interface Pair {
  readonly scenario: string;
  readonly what: string;
  readonly where: string;
  readonly unit: Unit;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

function sizesOf(scenario: string, before: readonly Judged[], after: readonly Judged[]) {
  const count = (runs: readonly Judged[]) => runs.filter((run) => run.scenario === scenario).length;
  const runs = [count(before), count(after)] as const;
  return { scenario, runs, smallestP: smallestP(...runs) };
}

function pairsOf(scenario: string, before: readonly Judged[], after: readonly Judged[]): Pair[] {
  const [a, b] = [before, after].map((runs) =>
    runs.filter((run) => run.scenario === scenario).flatMap(measuresOf),
  ) as [ReturnType<typeof measuresOf>, ReturnType<typeof measuresOf>];
  const heads = new Map([...a, ...b].map((m) => [`${m.what}\n${m.where}`, m]));
  return [...heads.values()].map(({ what, where, unit }) => {
    const own = (all: typeof a) =>
      all.filter((m) => m.what === what && m.where === where).map(({ value }) => value);
    return { scenario, what, where, unit, a: own(a), b: own(b) };
  });
}

/** Where all values are the same, or too few, p cannot be small: a test would cost the others. */
function canDiffer({ a, b }: Pair): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return smallestP(a.length, b.length) < significance && new Set([...a, ...b]).size > 1;
}

function changeOf({ a, b, ...head }: Pair, test: Change['test']): Change {
  const medians = [median(a) ?? Number.NaN, median(b) ?? Number.NaN] as const;
  const [before, after] = medians;
  const difference = before === after ? 0 : after - before;
  const practical = practicalDifference(head.unit, before);
  return {
    ...head,
    runs: [a.length, b.length],
    medians,
    difference,
    practical,
    ...(test ? { test } : {}),
    finding: findingOf(difference, practical, test?.adjustedP),
  };
}

function findingOf(difference: number, practical: number, p: number | undefined): Finding {
  if (!(Math.abs(difference) > practical)) return 'none';
  if (p === undefined || p >= significance) return 'larger';
  return difference > 0 ? 'regression' : 'improvement';
}
