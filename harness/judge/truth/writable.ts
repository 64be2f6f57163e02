import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { claimToleranceMs } from '../tolerances.ts';
import { type AskTruth, lie, seenTrue, unseen } from './truth.ts';

/** Promoted: another region's database is seen to take writes. */
export const promotionSeen: AskTruth = (claim, untilMs, evidence) => {
  const { promotedMs, newRegion } = evidence.failover;
  const what = `${newRegion ?? 'another region'} was seen to take writes`;
  return seenBy(promotedMs, what, claim.atMs, Math.min(untilMs, lastLookMs(evidence)));
};

/** Active: that database is in the epoch that is claimed, where the probes say an epoch. */
export const activationSeen: AskTruth = (claim, untilMs, evidence) => {
  const { epoch } = claim;
  const atMs = firstInEpochMs(evidence, epoch);
  const what = `${evidence.failover.newRegion ?? 'another region'} was seen to take writes`;
  const inEpoch = epoch === undefined ? what : `${what} in epoch ${epoch}`;
  return seenBy(atMs, inEpoch, claim.atMs, Math.min(untilMs, lastLookMs(evidence)));
};

/** When the promoted region was first seen to take writes in this epoch or a later one. */
export function firstInEpochMs({ failover, writers }: Evidence, epoch = 0): number | undefined {
  const { newRegion, promotedMs = Number.POSITIVE_INFINITY } = failover;
  return writers.sightings
    .get(newRegion ?? '')
    ?.find(
      (seen) => seen.atMs >= promotedMs && seen.value === true && (seen.epoch ?? epoch) >= epoch,
    )?.atMs;
}

function lastLookMs({ writers, failover }: Evidence): number {
  const others = [...writers.sightings].filter(([region]) => region !== failover.oldRegion);
  return Math.max(...others.map(([, sightings]) => sightings.at(-1)?.atMs ?? 0), 0);
}

/** A claim may come before what was seen of it by no more than the tolerance. */
function seenBy(atMs: number | undefined, what: string, claimedMs: number, lookedUntilMs: number) {
  const dueMs = claimedMs + claimToleranceMs;
  if (atMs !== undefined && atMs <= dueMs) return seenTrue;
  if (lookedUntilMs < dueMs) return unseen('nobody looked for long enough after it');
  if (atMs === undefined) return lie(`it never came that ${what}`);
  return lie(`only ${duration(atMs - claimedMs)} later ${what}`);
}
