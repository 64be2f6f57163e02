import type { ReadbackEntry } from '../journal/index.ts';
import { witnessesShown } from './tolerances.ts';

/** Inclusive ranges of ids, ascending and apart. */
export type IdRanges = ReadbackEntry['ids'];

type Range = readonly [from: number, to: number];

/** Tells which ids lie in the ranges; must be asked in ascending order, so a walk is linear. */
export function presenceIn(ranges: IdRanges): (id: number) => boolean {
  let next = 0;
  return (id) => {
    while (next < ranges.length && (ranges[next] as Range)[1] < id) next += 1;
    const range = ranges[next];
    return range !== undefined && range[0] <= id;
  };
}

/** Whether one id lies in the ranges, asked in any order; by bisection. */
export function holdsId(ranges: IdRanges, id: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range)[1] < id) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range[0] <= id;
}

/** How many ids there are; ranges are counted whole, however long. */
export function countIds(ranges: IdRanges): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** The first few, in order. */
export function firstIds(ranges: IdRanges): number[] {
  const ids: number[] = [];
  for (const [from, to] of ranges)
    for (let id = from; id <= to && ids.length < witnessesShown; id += 1) ids.push(id);
  return ids;
}

/** Ids that at least `least` of the lists hold. */
export function heldByAtLeast(lists: readonly IdRanges[], least: number): Range[] {
  const edges = lists.flatMap((ranges) =>
    ranges.flatMap(([from, to]) => [[from, 1] as const, [to + 1, -1] as const]),
  );
  edges.sort(([a], [b]) => a - b);
  const held: Range[] = [];
  let depth = 0;
  let openedAt: number | undefined;
  for (const [index, [id, step]] of edges.entries()) {
    depth += step;
    if (edges[index + 1]?.[0] === id) continue;
    if (depth >= least) openedAt ??= id;
    else if (openedAt !== undefined) {
      held.push([openedAt, id - 1]);
      openedAt = undefined;
    }
  }
  return held;
}
