import { duration } from '../duration.ts';
import { windowsToHold } from '../recovery.ts';
import { type Windows, windowsOf } from '../windows.ts';
import { type AskTruth, lie, seenTrue, unseen } from './truth.ts';

/**
 * Recovered: at every vantage some window that begins no later than a window's width after the
 * claim is back at the steady success rate, and that rate is held at some time after the claim.
 * Latency is left out, since a slow host is no lie. Cached names excuse nothing: the engine claims
 * this only after the resolvers were seen to have changed.
 */
export const recoverySeen: AskTruth = (claim, _untilMs, { journal, moments, services }) => {
  const { band } = journal.run;
  for (const { lane } of services) {
    const where = `${lane.service} at ${lane.vantage}`;
    if (!lane.steady) return unseen(`${where} had no steady state to come back to`);
    const windows = windowsOf(lane, band, claim.atMs, moments.loadEndMs);
    const due = Math.round(band.windowMs / windows.stepMs);
    if (windows.count <= due) return unseen('load ended too soon after it');
    if (longestHeld(windows, due + 1) === 0)
      return lie(`${where} was still failing ${duration(band.windowMs)} later`);
    const toHold = windowsToHold(band);
    if (windows.count >= due + toHold && longestHeld(windows, windows.count) < toHold)
      return lie(`${where} never recovered`);
  }
  return seenTrue;
};

/** Most windows in a row, among the first `count`, that are back at the steady success rate. */
function longestHeld(windows: Windows, count: number): number {
  let longest = 0;
  let held = 0;
  for (let i = 0; i < count; i += 1) {
    held = windows.succeeds(i) ? held + 1 : 0;
    longest = Math.max(longest, held);
  }
  return longest;
}
