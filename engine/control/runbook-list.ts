import type { RunbookRecord } from '../failover/record.ts';
import { isAsked, type Runbooks } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import { controlKeys } from '../plan/control-keys.ts';

/**
 * The runbook that is under way, or else the newest on record, if there is any; ids begin with the
 * epoch, in which an old region may still rejoin. One that was averted has begun no epoch, so that
 * its id says nothing of when it was, and nobody has to look at it. Throws ControlStoreUnavailable.
 */
export async function newestRunbook({
  store,
  plan,
}: Pick<World, 'store' | 'plan'>): Promise<RunbookRecord | undefined> {
  const listed = await store.list(controlKeys(plan.name).runbooks);
  const records = listed
    .map(({ value }) => JSON.parse(value) as RunbookRecord)
    .filter(({ outcome }) => outcome !== 'averted');
  return records.findLast(({ outcome }) => outcome === 'running') ?? records.at(-1);
}

/** Why nothing more is done about it by itself, and a person has to look, if that is so. */
export function whyLook(record: RunbookRecord, known: Runbooks): string | undefined {
  const { id, outcome, action } = record;
  if (outcome === 'succeeded' || (outcome === 'undone' && isAsked(record))) return undefined;
  const runs = known[action] !== undefined;
  if (outcome === 'running' && runs) return undefined;
  const how = runs ? outcome : `${action}, which this engine does not know`;
  return `runbook ${id} is ${how}; a person has to look`;
}
