import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { firstAtOrAfter } from '../statistics.ts';
import { type Check, type Finding, pass, unknown } from './check.ts';

/**
 * Before the fault operations succeeded, and from it on they were tried, at the least rate or more;
 * and never was none due for a whole window, so that silence of the rig is not taken for an outage.
 * In a control run there is one rate, of what succeeded from the steady phase on.
 */
export const loadFlowed: Check = {
  id: 'load-flowed',
  kind: 'assumption',
  examine(evidence) {
    const { run } = evidence.journal;
    const silenceMs = longestSilenceMs(evidence);
    const rates = run.control ? rateInControl(evidence) : ratesAroundFault(evidence);
    if (rates.verdict === 'pass' && silenceMs > run.band.windowMs)
      return unknown(`no operation was due for ${duration(silenceMs)}`);
    return rates;
  },
};

function rateInControl(evidence: Evidence): Finding {
  const { minOperationsPerSecond: least } = evidence.journal.run.assumptions;
  const rate = succeededPerSecond(
    evidence,
    evidence.moments.steadyFromMs,
    loadIsDueUntil(evidence),
  );
  const words = `${rate.toFixed(0)}/s succeeded`;
  return rate < least ? unknown(`${words}; at least ${least}/s`) : pass(words);
}

function ratesAroundFault(evidence: Evidence): Finding {
  const { steadyFromMs, steadyToMs, originMs } = evidence.moments;
  const { minOperationsPerSecond: least } = evidence.journal.run.assumptions;
  const before = succeededPerSecond(evidence, steadyFromMs, steadyToMs);
  const duringFromMs = Math.max(originMs, steadyToMs);
  const during = triedPerSecond(evidence, duringFromMs, loadIsDueUntil(evidence));
  const rates = `${before.toFixed(0)}/s succeeded before, ${during.toFixed(0)}/s tried after`;
  if (before < least || during < least) return unknown(`${rates}; at least ${least}/s each`);
  return pass(rates);
}

/** Load is due until the drill saw recovery end, or the record ends; however long it came. */
function loadIsDueUntil({ journal, moments }: Evidence): number {
  const after = journal.phases.find(
    ({ phase, atMs }) =>
      atMs > moments.originMs && ['quiet', 'readback', 'heal', 'restore', 'stop'].includes(phase),
  );
  return after?.atMs ?? moments.loadEndMs;
}

function succeededPerSecond({ journal }: Evidence, fromMs: number, toMs: number): number {
  const { operations } = journal;
  const end = firstAtOrAfter(operations, toMs);
  let count = 0;
  for (let i = firstAtOrAfter(operations, fromMs); i < end; i += 1)
    if (operations.classOf(i).outcome === 'ok') count += 1;
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
  const { operations } = journal;
  let lastMs = moments.steadyFromMs;
  let ms = 0;
  for (let i = firstAtOrAfter(operations, lastMs); i < operations.length; i += 1) {
    const atMs = operations.atMs(i);
    if (atMs > moments.loadEndMs) break;
    ms = Math.max(ms, atMs - lastMs);
    lastMs = atMs;
  }
  return ms;
}
