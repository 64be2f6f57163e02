import { acknowledgedWrites } from '../acknowledged.ts';
import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { type Check, fail, pass } from './check.ts';

/**
 * No write that began when another region was already seen to take writes was acknowledged by the
 * one that it took over from: the new one never had it. Asked where a region took over.
 */
export const noZombieAcknowledgement: Check = {
  id: 'no-zombie-acknowledgement',
  kind: 'safety',
  examine(evidence) {
    const { journal, moments, failover } = evidence;
    const { oldRegion, newEpoch = Number.POSITIVE_INFINITY } = failover;
    const sinceMs = takenOverMs(evidence);
    if (sinceMs === undefined || oldRegion === undefined) return undefined;
    const zombies = acknowledgedWrites(journal, {
      fromMs: sinceMs,
      untilMs: moments.healMs,
      where: ({ region, epoch = 0 }) => region === oldRegion && epoch < newEpoch,
    });
    const since = `${failover.newRegion} took over at ${duration(sinceMs - moments.originMs)}`;
    const { first, last, count } = zombies;
    if (!first || !last) return pass(`${oldRegion} acknowledged nothing that began after ${since}`);
    const [firstMs, lastMs] = [first.atMs - sinceMs, last.endMs - sinceMs];
    const span = `begun ${duration(firstMs)} after that or later, the last at ${duration(lastMs)}`;
    return fail(
      `${since}; ${oldRegion} acknowledged ${count} writes ${span}`,
      zombies.proof(moments.originMs),
    );
  },
};

/** The first sighting of the new region as writable, or its first acknowledgement. */
function takenOverMs({ failover, epochStarts }: Evidence): number | undefined {
  const { newRegion, promotedMs, newEpoch } = failover;
  const acknowledged = epochStarts.find(
    ({ region, epoch }) => region === newRegion && epoch === newEpoch,
  );
  const moments = [promotedMs, acknowledged?.firstMs].filter((ms) => ms !== undefined);
  return newRegion === undefined || moments.length === 0 ? undefined : Math.min(...moments);
}
