import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { isAcknowledgedWrite } from '../failover.ts';
import { median } from '../statistics.ts';
import { probeToleranceMs } from '../tolerances.ts';
import type { Span } from '../writers.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Never two regions' databases took writes at once, and no epoch's writes were acknowledged by two.
 * Spans reach from sighting to sighting, so what overlaps was seen on both sides. From `heal` on
 * the rig itself rebuilds the topology, and that is not judged.
 */
export const oneWritablePrimary: Check = {
  id: 'one-writable-primary',
  kind: 'safety',
  examine(evidence) {
    const { writers, moments } = evidence;
    if (writers.regions.length < 2) return unknown('fewer than two regions were probed for writes');
    const both = overlap(spansBefore(evidence, moments.healMs));
    if (both) {
      const [a, b, fromMs, toMs] = both;
      const when = `at ${duration(fromMs - moments.originMs)}, for ${duration(toMs - fromMs)}`;
      return fail(`${a} and ${b} both took writes ${when}`);
    }
    const shared = sharedEpoch(evidence);
    if (shared) return fail(shared);
    const stepMs = probeStepMs(evidence);
    if (!(stepMs <= probeToleranceMs))
      return unknown(`writable was probed every ${duration(stepMs)}, too seldom to tell`);
    return pass(`${writers.regions.length} regions probed every ${duration(stepMs)}`);
  },
};

type Owned = readonly [region: string, fromMs: number, toMs: number];

function spansBefore({ writers }: Evidence, endMs: number): Owned[] {
  const owned: Owned[] = [];
  for (const [region, spans] of writers.spans)
    for (const [from, to] of spans as readonly Span[])
      if (from < endMs) owned.push([region, from, Math.min(to, endMs)]);
  return owned.sort((a, b) => a[1] - b[1]);
}

/** In order of start, a span overlaps an earlier one exactly if it starts before that one ends. */
function overlap(spans: readonly Owned[]): [string, string, number, number] | undefined {
  let latest: Owned | undefined;
  for (const span of spans) {
    if (latest && span[0] !== latest[0] && span[1] <= latest[2])
      return [latest[0], span[0], span[1], Math.min(latest[2], span[2])];
    if (!latest || span[2] >= latest[2]) latest = span;
  }
  return undefined;
}

/**
 * By who acknowledged, not by what a probe read: a promoted database still holds the old epoch
 * until the engine raises it, and nobody writes there before.
 */
function sharedEpoch({ journal }: Evidence): string | undefined {
  const owner = new Map<number, string>();
  for (const op of journal.operations) {
    if (op.epoch === undefined || op.region === undefined || !isAcknowledgedWrite(op)) continue;
    const other = owner.get(op.epoch);
    if (other === undefined) owner.set(op.epoch, op.region);
    else if (other !== op.region)
      return `${other} and ${op.region} both acknowledged writes in epoch ${op.epoch}`;
  }
  return undefined;
}

/** Of the region seen most often: a dead one answers each probe only with its time-out. */
function probeStepMs({ writers }: Evidence): number {
  const steps = [...writers.sightings.values()].map((sightings) => {
    const gaps = sightings.slice(1).map((s, i) => s.atMs - (sightings[i]?.atMs ?? s.atMs));
    return median(gaps) ?? Number.POSITIVE_INFINITY;
  });
  return Math.min(...steps);
}
