import type { ClaimEntry, Journal } from '../journal/index.ts';
import type { Failover } from './failover.ts';
import type { PhaseName, WaterfallBar } from './judged.ts';
import type { Moments } from './moments.ts';
import type { LaneResult } from './services.ts';

interface Milestone {
  readonly phase: PhaseName;
  readonly atMs: number | undefined;
  readonly source: WaterfallBar['source'];
}

/**
 * Cuts a lane's RTO at its milestones, in the order of the design. A milestone that was reached
 * while an earlier one was still awaited gets a bar of no width: it cost this lane nothing. Time
 * before a milestone is only called its own if the one before it is known; else it is unexplained.
 * A lane that never recovered is cut from t0 to the end of load.
 */
export function waterfallOf(
  journal: Journal,
  moments: Moments,
  failover: Failover,
  results: readonly LaneResult[],
): WaterfallBar[] {
  const { t0Ms } = moments;
  if (t0Ms === undefined) return [];
  return results.flatMap((result) => {
    const { rtoMs } = result.recovery;
    if (rtoMs === 'unmeasured') return [];
    const spanMs = rtoMs === 'infinity' ? moments.loadEndMs - t0Ms : rtoMs;
    const milestones = milestonesOf(journal, t0Ms, failover, result);
    return barsOf(milestones, spanMs, t0Ms).map((bar) => ({
      service: result.lane.service,
      vantage: result.lane.vantage,
      ...bar,
    }));
  });
}

function barsOf(milestones: readonly Milestone[], spanMs: number, t0Ms: number) {
  const bars: Pick<WaterfallBar, 'phase' | 'startMs' | 'endMs' | 'source'>[] = [];
  let startMs = 0;
  let explained = true;
  for (const { phase, atMs, source } of spanMs > 0 ? milestones : []) {
    if (atMs === undefined) {
      explained = false;
      continue;
    }
    const endMs = Math.min(spanMs, Math.max(startMs, atMs - t0Ms));
    if (!explained && endMs > startMs) {
      bars.push({ phase: 'unexplained', startMs, endMs, source: 'unexplained' });
      startMs = endMs;
    }
    bars.push({ phase, startMs, endMs, source });
    startMs = endMs;
    explained = true;
  }
  if (startMs < spanMs)
    bars.push({ phase: 'unexplained', startMs, endMs: spanMs, source: 'unexplained' });
  return bars;
}

function milestonesOf(journal: Journal, t0Ms: number, failover: Failover, result: LaneResult) {
  const { lane, recovery } = result;
  const claims = journal.claims.filter(({ atMs }) => atMs >= t0Ms);
  const cause = claims.find(({ step }) => step === 'decided')?.trigger;
  // What else was noticed meanwhile is no phase of the failover that was decided.
  const isOfIt = ({ step, trigger }: ClaimEntry) =>
    step !== 'detected' || !cause || !trigger || trigger === cause;
  const claimed = (step: string, events: readonly ClaimEntry['event'][]) =>
    claims.find((c) => c.step === step && events.includes(c.event) && isOfIt(c))?.atMs;
  const said = (phase: PhaseName, step: string): Milestone => ({
    phase,
    atMs: claimed(step, ['noted', 'succeeded']),
    source: 'claimed',
  });
  const seen = (phase: PhaseName, atMs: number | undefined): Milestone => ({
    phase,
    atMs,
    source: 'observed',
  });
  const stableMs = typeof recovery.rtoMs === 'number' ? t0Ms + recovery.rtoMs : undefined;
  const { promotedMs } = failover;
  return [
    seen('first-error', firstErrorMs(lane, t0Ms)),
    said('detected', 'detected'),
    said('decided', 'decided'),
    said('fenced', 'fence'),
    promotedMs === undefined ? said('promoted', 'promote') : seen('promoted', promotedMs),
    seen('rerouted', reroutedMs(journal, lane.vantage, failover.newRegion, t0Ms)),
    seen('first-success', firstSuccessMs(lane, failover.newRegion, t0Ms)),
    seen('stable', stableMs),
  ];
}

/** When the client learnt of it: the end of the operation, not its start. */
function firstErrorMs(lane: LaneResult['lane'], t0Ms: number): number | undefined {
  let first: number | undefined;
  for (const { outcome, endMs } of lane.operations)
    if (outcome !== 'ok' && endMs >= t0Ms && (first === undefined || endMs < first)) first = endMs;
  return first;
}

function firstSuccessMs(lane: LaneResult['lane'], region: string | undefined, t0Ms: number) {
  if (region === undefined) return undefined;
  let first: number | undefined;
  for (const op of lane.operations)
    if (op.outcome === 'ok' && op.region === region && op.endMs > t0Ms)
      if (first === undefined || op.endMs < first) first = op.endMs;
  return first;
}

/** First answer at this vantage that names the new region, after t0. */
export function reroutedMs(
  journal: Journal,
  vantage: string,
  newRegion: string | undefined,
  t0Ms: number,
): number | undefined {
  if (newRegion === undefined) return undefined;
  return journal.observations.find(
    ({ of, at, value, atMs }) =>
      of === 'dns-answer' && at === vantage && value === newRegion && atMs > t0Ms,
  )?.atMs;
}
