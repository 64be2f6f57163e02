import type { ConsumedEntry, Journal, ReadbackEntry } from '../journal/index.ts';
import { countIds, heldByAtLeast, type IdRanges, presenceIn } from './id-ranges.ts';
import type { JudgedQueue } from './judged.ts';
import type { Ledger } from './ledger.ts';
import type { StoreResult } from './stores.ts';

export interface QueueResult {
  readonly judged: JudgedQueue;
  /** Everything in the queue was read, so that what was not found is not there. */
  readonly complete: boolean;
  readonly duplicated: IdRanges;
  /** In the order of the queue. */
  readonly reordered: readonly number[];
  /** Undefined when no consumer was watched. */
  readonly skipped: readonly number[] | undefined;
}

/**
 * Stores whose readback tells of duplicates or of order, or that were consumed from. What a queue
 * lost is its RPO, as of any store.
 */
export function judgeQueues(
  journal: Journal,
  ledger: Ledger,
  stores: readonly StoreResult[],
): QueueResult[] {
  return stores.flatMap(({ target, readback }) => {
    const consumed = journal.consumed.filter((entry) => entry.store === target.name);
    if (!readback?.duplicated && !readback?.inversions && consumed.length === 0) return [];
    const duplicated = readback?.duplicated ?? [];
    const reordered = (readback?.inversions ?? [])
      .filter(([id, highestBefore]) => cameBefore(ledger, id, highestBefore))
      .map(([id]) => id);
    const taken = consumed.length > 0 ? consumption(consumed, readback, ledger) : undefined;
    const judged = {
      store: target.name,
      region: readback?.region ?? '',
      duplicatedOps: countIds(duplicated),
      reorderedOps: reordered.length,
      ...(taken && { skippedOps: taken.skipped.length, repeatedOps: taken.repeatedOps }),
    };
    const complete = readback?.complete === true;
    return { judged, complete, duplicated, reordered, skipped: taken?.skipped };
  });
}

/** Only what was acknowledged before the other was begun has an order that anybody was promised. */
function cameBefore(ledger: Ledger, id: number, other: number): boolean {
  const write = ledger.write(id);
  const later = ledger.write(other);
  return write?.outcome === 'ok' && later !== undefined && write.endMs < later.atMs;
}

/**
 * Skipped: in the queue, acknowledged before the consumers were last looked at, and in no region
 * consumed by a group that consumed anything. Repeated: consumed in more than one region by one.
 */
function consumption(
  consumed: readonly ConsumedEntry[],
  readback: ReadbackEntry | undefined,
  ledger: Ledger,
): { skipped: readonly number[]; repeatedOps: number } {
  const skipped: number[] = [];
  let repeatedOps = 0;
  for (const entries of Map.groupBy(consumed, (entry) => entry.group).values()) {
    const lastOfRegion = new Map(entries.map((entry) => [entry.region, entry.ids]));
    repeatedOps += countIds(heldByAtLeast([...lastOfRegion.values()], 2));
    const isTaken = presenceIn(
      heldByAtLeast(
        entries.map((entry) => entry.ids),
        1,
      ),
    );
    const isQueued = presenceIn(readback?.ids ?? []);
    const lookedAtMs = Math.max(...entries.map((entry) => entry.atMs));
    for (let id = 1; id <= ledger.lastId; id += 1) {
      if (!isQueued(id) || isTaken(id)) continue;
      const write = ledger.write(id);
      if (write?.outcome === 'ok' && write.endMs <= lookedAtMs) skipped.push(id);
    }
  }
  return { skipped, repeatedOps };
}
