import { duration } from '../duration.ts';
import { claimToleranceMs } from '../tolerances.ts';
import { reroutedMs } from '../waterfall.ts';
import { type AskTruth, lie, seenTrue, unseen } from './truth.ts';

/** Rerouted: the resolver of every vantage gives the new region's address. */
export const rerouteSeen: AskTruth = (claim, untilMs, { journal, moments, failover }) => {
  const { newRegion } = failover;
  const dueMs = claim.atMs + claimToleranceMs;
  for (const vantage of journal.run.vantages) {
    const atMs = reroutedMs(journal, vantage, newRegion, moments.originMs);
    if (atMs !== undefined && atMs <= dueMs) continue;
    const looks = journal.observations.filter(
      (seen) => seen.of === 'dns-answer' && seen.at === vantage,
    );
    const lookedUntilMs = Math.min(untilMs, looks.at(-1)?.atMs ?? 0);
    if (lookedUntilMs < dueMs) return unseen(`nobody asked ${vantage}'s resolver for long enough`);
    const where = newRegion ?? 'another region';
    if (atMs === undefined) return lie(`${vantage} was never sent to ${where}`);
    return lie(`${vantage} was sent to ${where} only ${duration(atMs - claim.atMs)} later`);
  }
  return seenTrue;
};
