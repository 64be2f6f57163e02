import type { Plan } from '../../engine/index.ts';
import { healthyShare } from '../../harness/cloud/health/opinion.ts';
import type { Judged } from '../../harness/judge/index.ts';

const trigger = 'database_primary_failure';

/**
 * The configured detection and fencing time of a dead database, milliseconds: for so long its
 * trigger must hold (`heldFor`, 30 s), and for so long the old side may still believe that it may
 * write (`leaseTtl` and `margin` of `fencing`, 5.1 s). Nothing else is taken off an outage: not the
 * interval of a probe or of what controllers tell each other, nor what health checkers of DNS take.
 */
export function configuredMs({ triggers, fencing }: Pick<Plan, 'triggers' | 'fencing'>): number {
  const heldForMs = triggers[trigger]?.heldForMs;
  if (heldForMs === undefined) throw new RangeError(`the plan has no trigger ${trigger}`);
  return heldForMs + fencing.leaseTtlMs + fencing.marginMs;
}

/**
 * What DNS takes at most to see that traffic is led elsewhere: until so many of the places that it
 * is checked from have looked as are enough for a change (one of three), for each time that a check
 * has to say so, and what the door may answer from memory (`dns.routingControl`).
 */
export function routingMs({ dns }: Pick<Plan, 'dns'>): number {
  const { everyMs, failures, cacheMs } = dns.routingControl;
  const places = new Set(Object.values(dns.healthChecks).flatMap(({ from }) => from)).size;
  const enough = Math.floor(healthyShare * places) + 1;
  return everyMs * (failures - 1 + enough / places) + cacheMs;
}

export function beyondMs(outageMs: number, plan: Pick<Plan, 'triggers' | 'fencing'>): number {
  return outageMs - configuredMs(plan);
}

/**
 * From the fault until another region's database was first seen to take writes, by probes that ask
 * every database ten times a second: what a client waits for that tries them all. ∞ if none did.
 */
export function promotedMs({ timeline, origin }: Pick<Judged, 'timeline' | 'origin'>): number {
  if (origin !== 't0') throw new RangeError('no fault was seen to bite');
  const elsewhere = timeline.writable.filter(({ spans }) => spans.every(([from]) => from > 0));
  return Math.min(...elsewhere.flatMap(({ spans }) => spans.map(([from]) => from)));
}

/**
 * Where that went, as the engine claims it: how much later than `heldFor` it decided, how much
 * longer than the lease fencing took, and how long promotion took. NaN for what it did not claim.
 */
export function lateMs(
  { claims }: Pick<Judged, 'claims'>,
  plan: Pick<Plan, 'triggers' | 'fencing'>,
) {
  const at = (step: string, event: string) =>
    claims.find((claim) => claim.step === step && claim.event === event && claim.atMs > 0)?.atMs ??
    Number.NaN;
  const leaseMs = plan.fencing.leaseTtlMs + plan.fencing.marginMs;
  const decidedMs = at('decided', 'noted');
  const fencedMs = at('fence', 'succeeded');
  return {
    decided: decidedMs - (configuredMs(plan) - leaseMs),
    fenced: fencedMs - decidedMs - leaseMs,
    promoted: at('promote', 'succeeded') - fencedMs,
  };
}
