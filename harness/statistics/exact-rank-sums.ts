/**
 * How often `size` of the ranks, dealt out by chance, have a sum at least as far from its mean as
 * `seen`. Counts subsets by size and sum, one rank after the other; `ranks` are whole numbers.
 */
export function exactTail(ranks: readonly number[], size: number, seen: number): number {
  const total = ranks.reduce((sum, next) => sum + next, 0);
  const width = total + 1;
  // counts[k × width + s]: subsets of k ranks with sum s. Below 2^50, so whole in a double.
  const counts = new Float64Array((size + 1) * width);
  counts[0] = 1;
  let taken = 0;
  for (const next of ranks) {
    taken = Math.min(size, taken + 1);
    for (let k = taken; k >= 1; k -= 1) {
      const here = k * width;
      const fewer = here - width;
      for (let s = total; s >= next; s -= 1)
        counts[here + s] = at(counts, here + s) + at(counts, fewer + s - next);
    }
  }
  return tail(counts.subarray(size * width), (total * size) / ranks.length, seen);
}

function tail(bySum: Float64Array, mean: number, seen: number): number {
  const distance = Math.abs(seen - mean) - 1e-9;
  let far = 0;
  let all = 0;
  bySum.forEach((count, sum) => {
    all += count;
    if (Math.abs(sum - mean) >= distance) far += count;
  });
  return far / all;
}

function at(counts: Float64Array, index: number): number {
  return counts[index] ?? 0;
}
