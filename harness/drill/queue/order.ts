import { type Range, toRanges } from '../../workload/ranges.ts';
import { firstScriptedId } from '../../workload/run-ids.ts';

/** What stands in a queue, and what is wrong with its order; see ReadbackEntry. */
export interface QueueContent {
  readonly ids: readonly Range[];
  readonly duplicated: readonly Range[];
  readonly inversions: readonly (readonly [id: number, highestBefore: number])[];
}

/**
 * Sums up partitions, each the ids of its records in their order. An id is duplicated wherever its
 * other record stands; only the first of a partition can be out of order, or every redelivery would
 * count twice. What scripted load has put between them is left out: its ids have an order of their
 * own.
 */
export function contentOf(partitions: readonly (readonly number[])[]): QueueContent {
  const seen = new Set<number>();
  const duplicated = new Set<number>();
  const inversions: (readonly [number, number])[] = [];
  for (const partition of partitions) {
    const here = new Set<number>();
    let highest = Number.NEGATIVE_INFINITY;
    for (const id of partition) {
      if (id >= firstScriptedId) continue;
      if (seen.has(id)) duplicated.add(id);
      if (id < highest && !here.has(id)) inversions.push([id, highest]);
      seen.add(id);
      here.add(id);
      highest = Math.max(highest, id);
    }
  }
  return { ids: toRanges(seen), duplicated: toRanges(duplicated), inversions };
}
