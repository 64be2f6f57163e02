/**
 * Each p as it counts when so many were tested at once, in the order given: the chance of even one
 * false alarm among them stays below the level that it is held against. Holm, "A simple
 * sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979).
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, index) => index).sort((i, j) => (ps[i] as number) - (ps[j] as number));
  const adjusted: number[] = new Array(ps.length).fill(1);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (ps.length - rank) * (ps[index] as number)));
    adjusted[index] = highest;
  });
  return adjusted;
}
