/**
 * The smallest value that at least `share` of the values do not exceed (nearest rank, exact, no
 * interpolation). `sorted` ascends; an empty one gives undefined.
 */
export function percentile(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[rankOf(sorted.length, share) - 1];
}

/** How many of `count` values must not exceed a percentile; the nearest rank, 1 to count. */
export function rankOf(count: number, share: number): number {
  return Math.max(1, Math.ceil(share * count - 1e-9));
}

export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Lower median; undefined of nothing. Does not change `values`. */
export function median(values: readonly number[]): number | undefined {
  return percentile(Float64Array.from(values).sort(), 0.5);
}

/** Moments that ascend, by index. */
export interface Ascending {
  readonly length: number;
  atMs(index: number): number;
}

/** Index of the first item at or after `ms`; their number if there is none. */
export function firstAtOrAfter(items: Ascending, ms: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items.atMs(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
