import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { median } from '../statistics.ts';
import { firstOverlap, ownTenures, type Tenure } from '../tenures.ts';
import { probeToleranceMs } from '../tolerances.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Never did two regions' databases take writes of one epoch at once, and no epoch's writes were
 * acknowledged by two. Rows of sightings that overlap were seen on both sides. An old primary that
 * nobody can reach may stay writable in its old epoch, fenced by the lease of its service; whether
 * a client was given that, `no-zombie-acknowledgement` asks. From `heal` on the rig itself rebuilds
 * the topology, and that is not judged.
 */
export const oneWritablePrimary: Check = {
  id: 'one-writable-primary',
  kind: 'safety',
  examine(evidence) {
    const { writers, moments } = evidence;
    if (writers.regions.length < 2) return unknown('fewer than two regions were probed for writes');
    const both = firstOverlap(tenuresBefore(evidence, moments.healMs));
    if (both) {
      const [atMs, forMs] = [both.fromMs - moments.originMs, both.toMs - both.fromMs];
      const when = `at ${duration(atMs)}, for ${duration(forMs)}`;
      return fail(`${both.regions.join(' and ')} both took writes ${when}`);
    }
    const shared = sharedEpoch(evidence);
    if (shared) return fail(shared);
    const stepMs = probeStepMs(evidence);
    if (!(stepMs <= probeToleranceMs))
      return unknown(`writable was probed every ${duration(stepMs)}, too seldom to tell`);
    return pass(`${writers.regions.length} regions probed every ${duration(stepMs)}`);
  },
};

function tenuresBefore({ writers }: Evidence, endMs: number): Tenure[] {
  return ownTenures(writers.tenures)
    .filter((tenure) => tenure.fromMs < endMs)
    .map((tenure) => ({ ...tenure, toMs: Math.min(tenure.toMs, endMs) }));
}

/**
 * By who acknowledged, not by what a probe read: a promoted database still holds the old epoch
 * until the engine raises it, and nobody writes there before.
 */
function sharedEpoch({ epochStarts }: Evidence): string | undefined {
  const known = epochStarts.filter((start) => start.region !== undefined);
  const second = known.find((start, index) => known[index - 1]?.epoch === start.epoch);
  if (!second) return undefined;
  const first = known.find((start) => start.epoch === second.epoch);
  const both = `${first?.region} and ${second.region}`;
  return `${both} both acknowledged writes in epoch ${second.epoch}`;
}

/** Of the region seen most often: a dead one answers each probe only with its time-out. */
function probeStepMs({ writers }: Evidence): number {
  const steps = [...writers.sightings.values()].map((sightings) => {
    const gaps = sightings.slice(1).map((s, i) => s.atMs - (sightings[i]?.atMs ?? s.atMs));
    return median(gaps) ?? Number.POSITIVE_INFINITY;
  });
  return Math.min(...steps);
}
