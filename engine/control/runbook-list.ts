import type { RunbookRecord } from '../failover/record.ts';
import { isAsked, type Runbooks } from '../failover/runbook.ts';
import type { ControlStore } from '../ports/control-store.ts';

/**
 * The runbook that is under way, or else the newest on record, if there is any; ids begin with the
 * epoch, in which an old region may still rejoin. One that was averted has begun no epoch, so that
 * its id says nothing of when it was, and nobody has to look at it. Throws ControlStoreUnavailable.
 */
export async function newestRunbook(
  store: ControlStore,
  prefix: string,
): Promise<RunbookRecord | undefined> {
  const listed = await store.list(prefix);
  const records = listed
    .map(({ value }) => JSON.parse(value) as RunbookRecord)
    .filter(({ outcome }) => outcome !== 'averted');
  return records.findLast(({ outcome }) => outcome === 'running') ?? records.at(-1);
}

/** Nothing more is done about it by itself: it ended badly, or nobody here knows its action. */
export function needsLook(record: RunbookRecord, known: Runbooks): boolean {
  const { outcome, action } = record;
  if (outcome === 'running') return known[action] === undefined;
  return outcome === 'failed' || (outcome === 'undone' && !isAsked(record));
}
