import type { Journal } from '../journal/index.ts';
import { duration } from './duration.ts';
import type { JudgedService, Verdict } from './judged.ts';
import type { Lane } from './lanes.ts';
import type { Moments } from './moments.ts';
import { type Recovery, recoveryOf } from './recovery.ts';

/** A lane with its recovery and what that is worth against the target. */
export interface LaneResult {
  readonly lane: Lane;
  readonly recovery: Recovery;
  readonly judged: JudgedService;
}

export function judgeServices(journal: Journal, moments: Moments, lanes: readonly Lane[]) {
  const { band, stores } = journal.run;
  const everyNth = [...new Set(stores.flatMap((store) => store.everyNth ?? []))];
  const targets = new Map(journal.run.services.map((service) => [service.name, service]));
  return lanes.map((lane): LaneResult => {
    const { tier, rtoTargetMs } = targets.get(lane.service) ?? { tier: 4, rtoTargetMs: 0 };
    const recovery = recoveryOf(lane, band, moments, everyNth);
    const [verdict, why] = judgeRecovery(recovery, rtoTargetMs, journal.complete, moments);
    const judged = {
      name: lane.service,
      tier,
      vantage: lane.vantage,
      rtoMs: recovery.rtoMs,
      targetMs: rtoTargetMs,
      verdict,
      why,
      ...(lane.steady ? { steady: lane.steady } : {}),
    };
    return { lane, recovery, judged };
  });
}

/** An infinite RTO is believed only if the record reached the target or its own orderly end. */
function judgeRecovery(
  recovery: Recovery,
  targetMs: number,
  complete: boolean,
  moments: Moments,
): [Verdict, string] {
  const { rtoMs, proved, why } = recovery;
  if (rtoMs === 'unmeasured') return ['unknown', why];
  const seenMs = moments.loadEndMs - moments.originMs;
  if (rtoMs === 'infinity')
    return complete || seenMs > targetMs
      ? ['fail', `${why} in ${duration(seenMs)} of load after t0`]
      : ['unknown', `not recovered when the record ended, ${duration(seenMs)} after t0`];
  if (rtoMs > targetMs) return ['fail', `${why} after ${duration(rtoMs)}, over its target`];
  return [proved ? 'pass' : 'unknown', why];
}
