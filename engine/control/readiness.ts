import { policyFrom } from '../decide/policy.ts';
import type { Plan } from '../plan/schema.ts';
import type { Readiness } from '../surface/operator.ts';
import { deadlines } from '../systems/deadlines.ts';
import type { Heard } from './heard-store.ts';
import type { View } from './status.ts';

/**
 * Ready while the control store answers, every region is being watched, and none was heard to
 * refuse what a failover needs; says all that lacks.
 */
export function readiness(
  plan: Plan,
  regions: readonly string[],
  { state, facts, observation }: View,
  heard: Heard,
  nowMs: number,
): Readiness {
  const last = heard.last();
  // Who may write is read once in a lease's time, and an election may come between.
  const storeMs = plan.fencing.leaseTtlMs + deadlines.controlStoreMs;
  const { freshMs } = policyFrom(plan, []);
  const unwatched = regions.filter(
    (region) => !facts.some((fact) => fact.region === region && nowMs - fact.atMs <= freshMs),
  );
  const lacks = [
    ...(last?.answered && nowMs - last.atMs <= storeMs
      ? []
      : ['the control store does not answer']),
    ...(state.active === 'none' ? ['it is not known which region may write'] : []),
    ...(unwatched.length > 0 ? [`no observation of late of ${unwatched.join(', ')}`] : []),
    ...observation.refused.map(({ of, region, why }) => `${of} of ${region} ${why}`),
  ];
  return { ready: lacks.length === 0, why: lacks.join('; ') || 'watching' };
}
