import { type IdRanges, presenceIn } from './id-ranges.ts';
import type { Ledger } from './ledger.ts';

/** What a readback lacks or has too much of, by set difference over the ledger's dense ids. */
export interface Loss {
  readonly acknowledged: number;
  readonly indeterminate: number;
  /** Acknowledged up to t0 and absent. */
  readonly lost: Share;
  /** Indeterminate, absent and not settled: perhaps written and lost, perhaps never done. */
  readonly absentIndeterminate: Share;
  /** Acknowledged after t0 and absent. */
  readonly lostAfter: Share;
  /** Absent although acknowledged in an epoch of their own failover: nothing excuses these. */
  readonly lostInNewEpoch: readonly number[];
  /** Present although the client was told that it was certainly not done. */
  readonly failedPresent: readonly number[];
  /** Present although no write of the store has this id; ranges are counted whole. */
  readonly strangers: number;
}

export interface Share {
  ops: number;
  bytes: number;
  /** Acknowledgement of the earliest and latest; start, for an indeterminate one. */
  firstMs: number;
  lastMs: number;
}

export interface LossQuestion {
  readonly t0Ms: number;
  /** The first epoch after the fault: who names it, or a later one, is the recovered service. */
  readonly newEpoch?: number | undefined;
  /**
   * An indeterminate write that its client had given up by then is not taken for a lost one: had it
   * been done it would have been replicated, since lag was within its bound from then on.
   */
  readonly settledMs?: number;
  /** Only writes whose id this divides belong to the store; every write if absent. */
  readonly everyNth?: number | undefined;
}

/** Walks ids and ranges side by side, so the cost is their sum. */
export function lossOf(
  ledger: Ledger,
  ids: IdRanges,
  { t0Ms, newEpoch = Number.POSITIVE_INFINITY, settledMs, everyNth = 1 }: LossQuestion,
): Loss {
  const { operations } = ledger;
  const lost = share();
  const absentIndeterminate = share();
  const lostAfter = share();
  const lostInNewEpoch: number[] = [];
  const failedPresent: number[] = [];
  const isPresent = presenceIn(ids);
  let acknowledged = 0;
  let indeterminate = 0;
  let strangers = strangersOutside(ids, ledger.lastId);
  for (let id = 1; id <= ledger.lastId; id += 1) {
    const present = isPresent(id);
    const place = id % everyNth === 0 ? ledger.indexOf(id) : -1;
    if (place < 0) {
      if (present) strangers += 1;
      continue;
    }
    const { outcome, epoch = newEpoch } = operations.classOf(place);
    if (outcome === 'ok') acknowledged += 1;
    if (outcome === 'indeterminate') indeterminate += 1;
    if (present) {
      if (outcome === 'fail') failedPresent.push(id);
    } else if (outcome === 'indeterminate') {
      if (operations.endMs(place) >= (settledMs ?? Number.NEGATIVE_INFINITY))
        include(absentIndeterminate, operations.atMs(place), operations.bytes(place));
    } else if (outcome === 'ok') {
      const endMs = operations.endMs(place);
      include(endMs <= t0Ms ? lost : lostAfter, endMs, operations.bytes(place));
      if (endMs > t0Ms && epoch >= newEpoch) lostInNewEpoch.push(id);
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

function strangersOutside(ranges: IdRanges, lastId: number): number {
  let count = 0;
  for (const [from, to] of ranges) {
    if (from < 1) count += Math.min(to, 0) - from + 1;
    if (to > lastId) count += to - Math.max(from, lastId + 1) + 1;
  }
  return count;
}
