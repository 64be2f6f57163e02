import { acknowledgedWrites } from '../acknowledged.ts';
import { duration } from '../duration.ts';
import { probeToleranceMs } from '../tolerances.ts';
import { type AskTruth, lie, seenTrue, unseen } from './truth.ts';

/**
 * Fenced: from then on the old region acknowledges no write that began later, and its database is
 * not seen to take any in the new epoch. One that nobody can reach may still be writable in its old
 * epoch: there the lease of its service is the fence, and an acknowledgement is what breaks it.
 */
export const fenceHeld: AskTruth = (claim, untilMs, { journal, failover, writers, moments }) => {
  const { oldRegion } = failover;
  if (oldRegion === undefined) return unseen('nobody saw which region took writes before');
  const fromMs = claim.atMs + probeToleranceMs;
  const newEpoch = claim.epoch ?? Number.POSITIVE_INFINITY;
  const zombies = acknowledgedWrites(journal, {
    fromMs,
    untilMs,
    where: ({ region, epoch = 0 }) => region === oldRegion && epoch <= newEpoch,
  });
  if (zombies.count > 0)
    return lie(
      `${oldRegion} acknowledged ${zombies.count} writes that began later`,
      zombies.proof(moments.originMs),
    );
  const later = (writers.sightings.get(oldRegion) ?? []).filter(
    ({ atMs }) => atMs > fromMs && atMs < untilMs,
  );
  const writable = later.find(({ value, epoch = newEpoch }) => value === true && epoch >= newEpoch);
  const lateness = duration((writable?.atMs ?? 0) - claim.atMs);
  if (writable)
    return lie(`${oldRegion} was seen to take writes of the new epoch ${lateness} later`);
  return later.length > 0 ? seenTrue : unseen(`nobody probed ${oldRegion} after it`);
};
