import type { Journal } from '../journal/index.ts';
import type { Timeline, TimelineBand, TimelineSeries } from './judged.ts';
import type { Lane } from './lanes.ts';
import type { Moments } from './moments.ts';
import { firstAtOrAfter, percentile } from './statistics.ts';
import { timelinePoints, timelineStepMs } from './tolerances.ts';
import type { Writers } from './writers.ts';

/** What a picture of the run needs, small enough to stand in a page. */
export function timelineOf(
  journal: Journal,
  moments: Moments,
  lanes: readonly Lane[],
  writers: Writers,
): Timeline {
  const fromMs = moments.steadyFromMs;
  const spanMs = Math.max(timelineStepMs, moments.loadEndMs - fromMs);
  const stepMs = Math.max(timelineStepMs, Math.ceil(spanMs / timelinePoints / 100) * 100);
  const points = Math.ceil(spanMs / stepMs);
  const relative = (ms: number) => round(ms - moments.originMs);
  return {
    fromMs: relative(fromMs),
    stepMs,
    series: lanes.map((lane) => seriesOf(lane, fromMs, stepMs, points)),
    replicationLag: lagOf(journal, relative),
    writable: writers.regions.map((region) => ({
      region,
      spans: (writers.spans.get(region) ?? []).map(([a, b]) => [relative(a), relative(b)] as const),
    })),
    dns: dnsOf(journal, relative),
    bands: bandsOf(journal, moments, relative),
  };
}

/** A lane is in order of time, so each point's operations stand side by side. */
function seriesOf(lane: Lane, fromMs: number, stepMs: number, points: number): TimelineSeries {
  const operations = new Array<number>(points).fill(0);
  const ok = new Array<number>(points).fill(0);
  const p50Ms = new Array<number>(points).fill(-1);
  const p99Ms = new Array<number>(points).fill(-1);
  const { operations: all, service, vantage } = lane;
  const pointOf = (index: number) => Math.floor((all.atMs(index) - fromMs) / stepMs);
  for (let i = firstAtOrAfter(all, fromMs); i < all.length; ) {
    const point = pointOf(i);
    if (point >= points) break;
    const latencies: number[] = [];
    for (; i < all.length && pointOf(i) === point; i += 1) {
      operations[point] = (operations[point] ?? 0) + 1;
      if (all.classOf(i).outcome === 'ok') latencies.push(all.endMs(i) - all.atMs(i));
    }
    const sorted = new Float64Array(latencies).sort();
    ok[point] = sorted.length;
    p50Ms[point] = round(percentile(sorted, 0.5) ?? -1);
    p99Ms[point] = round(percentile(sorted, 0.99) ?? -1);
  }
  return { service, vantage, operations, ok, p50Ms, p99Ms };
}

function lagOf(journal: Journal, relative: (ms: number) => number) {
  const byRegion = new Map<string, [number, number][]>();
  for (const { of, at, atMs, value } of journal.samples) {
    if (of !== 'replication-lag-bytes') continue;
    const points = byRegion.get(at) ?? [];
    if (points.length === 0) byRegion.set(at, points);
    points.push([relative(atMs), value]);
  }
  return [...byRegion].map(([region, points]) => ({ region, points }));
}

function dnsOf(journal: Journal, relative: (ms: number) => number) {
  return journal.run.vantages.map((vantage) => {
    const points: [number, string][] = [];
    for (const { of, at, atMs, value } of journal.observations) {
      if (of !== 'dns-answer' || at !== vantage) continue;
      if (points.at(-1)?.[1] !== String(value)) points.push([relative(atMs), String(value)]);
    }
    return { vantage, points };
  });
}

function bandsOf(journal: Journal, moments: Moments, relative: (ms: number) => number) {
  const band = (kind: TimelineBand['kind'], name: string, from: number, to: number) => ({
    kind,
    name,
    startMs: relative(from),
    endMs: relative(to),
  });
  const { phases, faults, claims } = journal;
  const phaseBands = phases.map((entry, index) =>
    band('phase', entry.phase, entry.atMs, phases[index + 1]?.atMs ?? moments.endMs),
  );
  const faultBands = faults
    .filter((entry) => entry.event === 'bite')
    .map((bite) => {
      const healed = faults.find((entry) => entry.id === bite.id && entry.event === 'healed');
      return band('fault', bite.fault, bite.atMs, healed?.atMs ?? moments.endMs);
    });
  const stepBands = claims
    .filter((claim) => claim.event === 'started' || claim.event === 'noted')
    .map((claim) => band('step', claim.step, claim.atMs, endOfStep(journal, claim)));
  return [...phaseBands, ...faultBands, ...stepBands];
}

function endOfStep(journal: Journal, begun: Journal['claims'][number]): number {
  if (begun.event === 'noted') return begun.atMs;
  const ended = journal.claims.find(
    (claim) =>
      claim.step === begun.step &&
      claim.atMs >= begun.atMs &&
      (claim.event === 'succeeded' || claim.event === 'failed'),
  );
  return ended?.atMs ?? begun.atMs;
}

/** A tenth of a millisecond is finer than any picture, and shorter to write. */
function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
