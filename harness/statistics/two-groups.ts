/** Values that fall into two groups, with nothing between `lowTo` and `highFrom`. */
export interface TwoGroups {
  readonly low: number;
  readonly lowTo: number;
  readonly high: number;
  readonly highFrom: number;
  /** Probability of such a gap, or a wider one, if there were one group only. */
  readonly p: number;
}

/** With fewer a gap says nothing. */
export const leastForGroups = 8;
/** Fewer values than this part on one side are stragglers and no group. */
const leastPart = 1 / 4;
const significance = 0.05;

/**
 * Whether values are in two groups: the widest gap between neighbours, with at least a quarter of
 * the values on either side, is set against the range. The null hypothesis is the flattest single
 * group there is, the uniform distribution, under which n values leave n − 1 gaps of which the
 * widest exceeds a part g of the range with probability Σ (−1)^(k+1) C(n−1, k) (1 − k·g)^(n−2)
 * (Fisher, "Tests of significance in harmonic analysis", Proc. R. Soc. A 125, 1929). Peaked and
 * skewed groups have their wide gaps at their ends, where none is looked for. Undefined for fewer
 * than 8 finite values, for one group, or when the gap is narrower than `leastGap`.
 */
export function twoGroups(values: readonly number[], leastGap = 0): TwoGroups | undefined {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const n = sorted.length;
  if (n < leastForGroups) return undefined;
  const least = Math.ceil(n * leastPart);
  const at = (index: number) => sorted[index] as number;
  let below = least;
  for (let i = least; i <= n - least; i += 1)
    if (at(i) - at(i - 1) > at(below) - at(below - 1)) below = i;
  const gap = at(below) - at(below - 1);
  if (gap === 0 || gap < leastGap) return undefined;
  const p = probabilityOfGap(n, gap / (at(n - 1) - at(0)));
  if (p >= significance) return undefined;
  return { low: below, lowTo: at(below - 1), high: n - below, highFrom: at(below), p };
}

/** Of a widest gap of at least this part of the range, among n uniform values. */
export function probabilityOfGap(n: number, part: number): number {
  let sum = 0;
  let choose = 1;
  for (let k = 1; k < n && k * part < 1; k += 1) {
    choose *= (n - k) / k;
    sum += (k % 2 === 1 ? 1 : -1) * choose * (1 - k * part) ** (n - 2);
  }
  return Math.max(0, Math.min(1, sum));
}
