/** The middle value, or the mean of the two in the middle; undefined of nothing. ∞ is a value. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) return undefined;
  return upper === lower ? upper : (lower + upper) / 2;
}
