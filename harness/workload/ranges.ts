/** Inclusive range of ids. */
export type Range = readonly [first: number, last: number];

/** Inclusive ranges, ascending, of ids in any order; an id given twice counts once. */
export function toRanges(ids: Iterable<number>): Range[] {
  const ranges: [number, number][] = [];
  for (const id of Float64Array.from(ids).sort()) {
    const last = ranges.at(-1);
    if (last && id <= last[1] + 1) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges;
}
