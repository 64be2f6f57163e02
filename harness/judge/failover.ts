import type { Journal, OperationEntry } from '../journal/index.ts';
import type { Moments } from './moments.ts';
import type { Writers } from './writers.ts';

/** Who wrote before the fault and who after it, from what was seen outside the engine. */
export interface Failover {
  readonly oldRegion: string | undefined;
  /** The first other region seen to take writes after t0, or to acknowledge one. */
  readonly newRegion: string | undefined;
  readonly promotedMs: number | undefined;
  /** The old region's database first seen not to take writes after t0. */
  readonly oldStoppedMs: number | undefined;
  /** First epoch acknowledged after t0 that is higher than every one before. */
  readonly newEpoch: number | undefined;
}

export function failoverOf(journal: Journal, moments: Moments, writers: Writers): Failover {
  const oldRegion = oldWriter(journal, moments, writers);
  const fromMs = moments.t0Ms ?? Number.POSITIVE_INFINITY;
  const promoted = firstPromotion(writers, oldRegion, fromMs, moments.healMs);
  const acknowledged = journal.operations.find(
    (op) => isAcknowledgedWrite(op) && op.endMs > fromMs && op.region && op.region !== oldRegion,
  );
  const stopped = (writers.sightings.get(oldRegion ?? '') ?? []).find(
    ({ atMs, value }) => atMs >= fromMs && value === false,
  );
  return {
    oldRegion,
    newRegion: promoted?.region ?? acknowledged?.region,
    promotedMs: promoted?.atMs,
    oldStoppedMs: stopped?.atMs,
    newEpoch: newEpochOf(journal, fromMs),
  };
}

export function isAcknowledgedWrite(op: OperationEntry): boolean {
  return op.type === 'write' && op.outcome === 'ok';
}

function oldWriter(journal: Journal, moments: Moments, writers: Writers): string | undefined {
  let last: { region: string; atMs: number } | undefined;
  for (const [region, spans] of writers.spans)
    for (const [from, to] of spans)
      if (from <= moments.originMs && (!last || to > last.atMs)) last = { region, atMs: to };
  return last?.region ?? journal.run.regions.find((region) => region.role === 'active')?.name;
}

function firstPromotion(writers: Writers, old: string | undefined, from: number, to: number) {
  let first: { region: string; atMs: number } | undefined;
  for (const [region, spans] of writers.spans) {
    if (region === old) continue;
    const span = spans.find(([start]) => start > from && start < to);
    if (span && (!first || span[0] < first.atMs)) first = { region, atMs: span[0] };
  }
  return first;
}

function newEpochOf(journal: Journal, t0Ms: number): number | undefined {
  let before = Number.NEGATIVE_INFINITY;
  let after = Number.POSITIVE_INFINITY;
  for (const op of journal.operations) {
    if (op.epoch !== undefined && isAcknowledgedWrite(op) && op.endMs <= t0Ms)
      before = Math.max(before, op.epoch);
  }
  for (const op of journal.operations) {
    if (op.epoch !== undefined && isAcknowledgedWrite(op) && op.epoch > before)
      after = Math.min(after, op.epoch);
  }
  return Number.isFinite(before) && Number.isFinite(after) ? after : undefined;
}
