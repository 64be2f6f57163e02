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
  const stopped = (writers.sightings.get(oldRegion ?? '') ?? []).find(
    ({ atMs, value }) => atMs >= fromMs && value === false,
  );
  return {
    oldRegion,
    newRegion: promoted?.region ?? acknowledgedElsewhere(journal, oldRegion, fromMs),
    promotedMs: promoted?.atMs,
    oldStoppedMs: stopped?.atMs,
    newEpoch: newEpochOf(journal, fromMs),
  };
}

export function isAcknowledgedWrite(op: Pick<OperationEntry, 'type' | 'outcome'>): boolean {
  return op.type === 'write' && op.outcome === 'ok';
}

/** The first other region, in the order of starts, that acknowledged a write after `fromMs`. */
function acknowledgedElsewhere({ operations }: Journal, old: string | undefined, fromMs: number) {
  for (let i = 0; i < operations.length; i += 1) {
    if (!(operations.endMs(i) > fromMs)) continue;
    const facts = operations.classOf(i);
    if (facts.region && facts.region !== old && isAcknowledgedWrite(facts)) return facts.region;
  }
  return undefined;
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

function newEpochOf({ operations }: Journal, t0Ms: number): number | undefined {
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < operations.length; i += 1) {
    const facts = operations.classOf(i);
    if (facts.epoch !== undefined && facts.epoch > before && operations.endMs(i) <= t0Ms)
      if (isAcknowledgedWrite(facts)) before = facts.epoch;
  }
  let after = Number.POSITIVE_INFINITY;
  for (const facts of operations.classes)
    if (facts.epoch !== undefined && facts.epoch > before && facts.epoch < after)
      if (isAcknowledgedWrite(facts)) after = facts.epoch;
  return Number.isFinite(before) && Number.isFinite(after) ? after : undefined;
}
