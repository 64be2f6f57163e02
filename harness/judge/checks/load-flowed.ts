import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { firstAtOrAfter } from '../statistics.ts';
import { type Check, pass, unknown } from './check.ts';

/**
 * Before the fault operations succeeded, and from it on they were tried, at the least rate or more;
 * and never was none due for a whole window, so that silence of the rig is not taken for an outage.
 */
export const loadFlowed: Check = {
  id: 'load-flowed',
  kind: 'assumption',
  examine(evidence) {
    const { steadyFromMs, steadyToMs, originMs } = evidence.moments;
    const { minOperationsPerSecond: least } = evidence.journal.run.assumptions;
    const before = succeededPerSecond(evidence, steadyFromMs, steadyToMs);
    const duringFromMs = Math.max(originMs, steadyToMs);
    const during = triedPerSecond(evidence, duringFromMs, loadIsDueUntil(evidence));
    const silenceMs = longestSilenceMs(evidence);
    const rates = `${before.toFixed(0)}/s succeeded before, ${during.toFixed(0)}/s tried after`;
    if (before < least || during < least) return unknown(`${rates}; at least ${least}/s each`);
    if (silenceMs > evidence.journal.run.band.windowMs)
      return unknown(`no operation was due for ${duration(silenceMs)}`);
    return pass(rates);
  },
};

/** Load is due until the drill saw recovery end, or the record ends; however long it came. */
function loadIsDueUntil({ journal, moments }: Evidence): number {
  const after = journal.phases.find(
    ({ phase, atMs }) =>
      atMs > moments.originMs && ['quiet', 'readback', 'heal', 'restore', 'stop'].includes(phase),
  );
  return after?.atMs ?? moments.loadEndMs;
}

function succeededPerSecond({ journal }: Evidence, fromMs: number, toMs: number): number {
  let count = 0;
  for (const { atMs, outcome } of journal.operations)
    if (outcome === 'ok' && atMs >= fromMs && atMs < toMs) count += 1;
  return perSecond(count, fromMs, toMs);
}

function triedPerSecond({ journal }: Evidence, fromMs: number, toMs: number): number {
  const { operations } = journal;
  const count = firstAtOrAfter(operations, toMs) - firstAtOrAfter(operations, fromMs);
  return perSecond(count, fromMs, toMs);
}

function perSecond(count: number, fromMs: number, toMs: number): number {
  return toMs > fromMs ? (count * 1_000) / (toMs - fromMs) : 0;
}

function longestSilenceMs({ journal, moments }: Evidence): number {
  let lastMs = moments.steadyFromMs;
  let ms = 0;
  for (const { atMs } of journal.operations) {
    if (atMs > moments.loadEndMs) break;
    if (atMs > lastMs) {
      ms = Math.max(ms, atMs - lastMs);
      lastMs = atMs;
    }
  }
  return ms;
}
