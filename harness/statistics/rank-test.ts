import { exactTail } from './exact-rank-sums.ts';
import { normalTwoSided } from './normal.ts';

/** Whether two samples differ in place, by their ranks alone. */
export interface RankTest {
  /** Two-sided: how often ranks dealt out by chance would lie as far apart. */
  readonly p: number;
  /** Cliff's delta, −1 to 1: how much more often b is above a than below it. */
  readonly delta: number;
  /** From every possible deal; else from the normal distribution. */
  readonly exact: boolean;
}

/** Up to here every deal is counted, in some million steps; above, the normal one is as good. */
const mostExact = 50;

/**
 * The test of Mann and Whitney, "On a test of whether one of two random variables is stochastically
 * larger than the other", Ann. Math. Statist. 18 (1947). Equal values share the mean of their
 * ranks. Up to 50 values p is exact, also with ties (the shift algorithm of Streitberg and Röhmel,
 * 1986); above, normal with the correction for ties and continuity. Delta after Cliff, "Dominance
 * statistics", Psychol. Bull. 114 (1993). ∞ is a value. Both samples must hold something.
 */
export function rankTest(a: readonly number[], b: readonly number[]): RankTest {
  const { doubledRanks, ties } = rank([...a, ...b]);
  const doubledSum = doubledRanks.slice(0, a.length).reduce((sum, next) => sum + next, 0);
  const n = a.length + b.length;
  const pairs = a.length * b.length;
  // U counts the pairs in which a is above b, an equal pair as half a one.
  const u = doubledSum / 2 - (a.length * (a.length + 1)) / 2;
  const delta = pairs === 0 ? 0 : 1 - (2 * u) / pairs;
  const exact = n <= mostExact;
  const p = exact
    ? exactTail(doubledRanks, a.length, doubledSum)
    : normalTail(u, a.length, b.length, ties);
  return { p, delta, exact };
}

/** The smallest p that samples of this size can have at all: of the two most extreme deals. */
export function smallestP(sizeA: number, sizeB: number): number {
  let deals = 1;
  for (let k = 1; k <= sizeA; k += 1) deals *= (sizeB + k) / k;
  return Math.min(1, 2 / deals);
}

function normalTail(u: number, sizeA: number, sizeB: number, ties: readonly number[]): number {
  const n = sizeA + sizeB;
  const pairs = sizeA * sizeB;
  const tied = ties.reduce((sum, t) => sum + t ** 3 - t, 0) / (n * (n - 1));
  const deviation = Math.sqrt((pairs / 12) * (n + 1 - tied));
  if (deviation === 0) return 1;
  return normalTwoSided(Math.max(0, Math.abs(u - pairs / 2) - 0.5) / deviation);
}

/** Ranks from 1, doubled, so that the mean of tied ones is a whole number as well. */
function rank(values: readonly number[]): { doubledRanks: number[]; ties: number[] } {
  const order = values.map((_, index) => index);
  const at = (index: number) => values[order[index] as number] as number;
  order.sort((i, j) => {
    const [a, b] = [values[i] as number, values[j] as number];
    return a < b ? -1 : Number(a > b);
  });
  const doubledRanks: number[] = new Array(values.length).fill(0);
  const ties: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && at(to + 1) === at(from)) to += 1;
    for (let i = from; i <= to; i += 1) doubledRanks[order[i] as number] = from + to + 2;
    ties.push(to - from + 1);
    from = to + 1;
  }
  return { doubledRanks, ties };
}
