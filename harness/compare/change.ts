import type { Judged } from '../judge/index.ts';
import { median } from '../statistics/median.ts';
import { upperQuartile } from '../statistics/upper-quartile.ts';
import { type Measure, measuresOf, type Unit } from './measures.ts';
import { practicalDifference } from './practical.ts';
import { type Pair, significance, type Tested } from './tested.ts';

/** One figure of all runs of a scenario, before and after. */
export interface Change {
  readonly scenario: string;
  readonly what: string;
  readonly where: string;
  readonly unit: Unit;
  /** Absent where no run of that side measured it. */
  readonly before?: Spread;
  readonly after?: Spread;
  /** Of the medians, after minus before. */
  readonly difference?: number;
  /** Absent where no test could say anything: too few runs, or the same figure in all. */
  readonly test?: Tested;
  readonly finding: Finding;
}

export interface Spread {
  /** Number of runs that measured it. */
  readonly runs: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** Number of these runs in which it is ∞. */
  readonly never: number;
}

/** larger: it matters if it is there, and was not shown to be. */
export type Finding =
  | 'regression'
  | 'only-before'
  | 'only-after'
  | 'not-measured'
  | 'larger'
  | 'improvement'
  | 'none';

export interface FigurePair extends Pair, Omit<Measure, 'value'> {
  readonly scenario: string;
}

/** Every figure that a run of either side has, or should have. */
export function figurePairs(
  scenario: string,
  from: readonly Judged[],
  to: readonly Judged[],
): FigurePair[] {
  const [a, b] = [from.flatMap(measuresOf), to.flatMap(measuresOf)];
  const heads = new Map([...a, ...b].map((m) => [`${m.what}\n${m.where}`, m]));
  return [...heads.values()].map(({ what, where, unit }) => {
    const own = (all: readonly Measure[]) =>
      all.filter((m) => m.what === what && m.where === where).flatMap(({ value }) => value ?? []);
    return { scenario, what, where, unit, before: own(a), after: own(b) };
  });
}

export function changeOf(pair: FigurePair, test: Tested | undefined): Change {
  const { scenario, what, where, unit } = pair;
  const [before, after] = [spreadOf(pair.before), spreadOf(pair.after)];
  return {
    scenario,
    what,
    where,
    unit,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    ...(before && after ? { difference: minus(after.median, before.median) } : {}),
    ...(test ? { test } : {}),
    finding: findingOf(unit, before, after, test?.adjustedP),
  };
}

function spreadOf(values: readonly number[]): Spread | undefined {
  const [middle, upper] = [median(values), upperQuartile(values)];
  if (middle === undefined || upper === undefined) return undefined;
  const never = values.filter((value) => value === Number.POSITIVE_INFINITY).length;
  return { runs: values.length, median: middle, upperQuartile: upper, never };
}

function findingOf(
  unit: Unit,
  before: Spread | undefined,
  after: Spread | undefined,
  p: number | undefined,
): Finding {
  if (!before) return after ? 'only-after' : 'not-measured';
  if (!after) return 'only-before';
  const [worse, better] = [matters(unit, before, after, 1), matters(unit, before, after, -1)];
  if (!worse && !better) return 'none';
  if (p === undefined || p >= significance) return 'larger';
  return worse ? 'regression' : 'improvement';
}

/** Whether anything of it moved up, or down, by more than what matters to nobody. */
function matters(unit: Unit, before: Spread, after: Spread, sign: 1 | -1): boolean {
  const moved = (from: number, to: number) =>
    sign * minus(to, from) > practicalDifference(unit, from);
  const share = after.never / after.runs - before.never / before.runs;
  return (
    sign * share > 0 ||
    moved(before.median, after.median) ||
    moved(before.upperQuartile, after.upperQuartile)
  );
}

/** ∞ does not differ from ∞. */
function minus(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
