import type { Plan } from '../plan/schema.ts';
import { deadlines } from '../systems/deadlines.ts';
import type { Policy } from './decide.ts';

/** What the plan says of deciding. `actions` are those that a runbook exists for. */
export function policyFrom(plan: Plan, actions: readonly string[]): Policy {
  const { everyMs, timeoutMs } = plan.probes.database;
  return {
    triggers: plan.triggers,
    candidates: plan.dns.failover,
    actions,
    // One missed probe is not yet an absence.
    freshMs: 2 * (everyMs + Math.max(timeoutMs, deadlines.postgresPositionMs)),
  };
}
