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
    maxLossMs: databaseRpoMs(plan),
  };
}

/** RPO of the tier that the database's data is in; the plan's checks see that there is one. */
function databaseRpoMs({ stores, targets }: Plan): number {
  const tier = stores.postgres?.tier;
  const found = targets.tiers.find((each) => each.tier === tier);
  if (!found) throw new RangeError('the plan gives Postgres no tier');
  return found.rpoMs;
}
