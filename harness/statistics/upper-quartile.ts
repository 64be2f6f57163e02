import { median } from './median.ts';

/**
 * The median of the upper half, which holds the middle value of an odd number: Tukey's hinge,
 * "Exploratory Data Analysis" (1977). Undefined of nothing. ∞ is a value.
 */
export function upperQuartile(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  return median(sorted.slice(sorted.length >> 1));
}
