import type { ReadbackEntry } from '../journal/index.ts';
import type { Ledger } from './ledger.ts';

/** What a readback lacks or has too much of, by set difference over the ledger's dense ids. */
export interface Loss {
  readonly acknowledged: number;
  readonly indeterminate: number;
  /** Acknowledged up to t0 and absent. */
  readonly lost: Share;
  /** Indeterminate and absent: perhaps written and lost, perhaps never done. */
  readonly absentIndeterminate: Share;
  /** Acknowledged after t0 and absent. */
  readonly lostAfter: Share;
  /** Absent although acknowledged in an epoch of their own failover: nothing excuses these. */
  readonly lostInNewEpoch: readonly number[];
  /** Present although the client was told that it was certainly not done. */
  readonly failedPresent: readonly number[];
  /** Present although no write has this id; ranges are counted whole. */
  readonly strangers: number;
}

export interface Share {
  ops: number;
  bytes: number;
  /** Acknowledgement of the earliest and latest; start, for an indeterminate one. */
  firstMs: number;
  lastMs: number;
}

/**
 * Walks ids and ranges side by side, so the cost is their sum. `newEpoch` is the first epoch after
 * the fault; a write that names it or a later one was acknowledged by the recovered service.
 */
export function lossOf(
  ledger: Ledger,
  readback: Pick<ReadbackEntry, 'ids'>,
  t0Ms: number,
  newEpoch = Number.POSITIVE_INFINITY,
): Loss {
  const lost = share();
  const absentIndeterminate = share();
  const lostAfter = share();
  const lostInNewEpoch: number[] = [];
  const failedPresent: number[] = [];
  const isPresent = presence(readback.ids);
  let acknowledged = 0;
  let indeterminate = 0;
  let strangers = strangersOutside(readback.ids, ledger.lastId);
  for (let id = 1; id <= ledger.lastId; id += 1) {
    const write = ledger.write(id);
    const present = isPresent(id);
    if (!write) {
      if (present) strangers += 1;
      continue;
    }
    const { outcome, bytes, endMs, epoch } = write;
    if (outcome === 'ok') acknowledged += 1;
    if (outcome === 'indeterminate') indeterminate += 1;
    if (present) {
      if (outcome === 'fail') failedPresent.push(id);
    } else if (outcome === 'indeterminate') {
      include(absentIndeterminate, write.atMs, bytes);
    } else if (outcome === 'ok') {
      include(endMs <= t0Ms ? lost : lostAfter, endMs, bytes);
      if (endMs > t0Ms && (epoch ?? newEpoch) >= newEpoch) lostInNewEpoch.push(id);
    }
  }
  return {
    acknowledged,
    indeterminate,
    lost,
    absentIndeterminate,
    lostAfter,
    lostInNewEpoch,
    failedPresent,
    strangers,
  };
}

function share(): Share {
  return { ops: 0, bytes: 0, firstMs: Number.POSITIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };
}

function include(into: Share, atMs: number, bytes: number): void {
  into.ops += 1;
  into.bytes += bytes;
  into.firstMs = Math.min(into.firstMs, atMs);
  into.lastMs = Math.max(into.lastMs, atMs);
}

/** Must be asked in ascending order. */
function presence(ranges: ReadbackEntry['ids']): (id: number) => boolean {
  let next = 0;
  return (id) => {
    while (next < ranges.length && (ranges[next] as readonly [number, number])[1] < id) next += 1;
    const range = ranges[next];
    return range !== undefined && range[0] <= id;
  };
}

function strangersOutside(ranges: ReadbackEntry['ids'], lastId: number): number {
  let count = 0;
  for (const [from, to] of ranges) {
    if (from < 1) count += Math.min(to, 0) - from + 1;
    if (to > lastId) count += to - Math.max(from, lastId + 1) + 1;
  }
  return count;
}
