import type { RunbookRecord } from '../failover/record.ts';
import type { ControlStore } from '../ports/control-store.ts';

/**
 * The runbook that is under way, or else the newest on record, if there is any; ids begin with the
 * epoch, in which an old region may still rejoin. Throws ControlStoreUnavailable.
 */
export async function newestRunbook(
  store: ControlStore,
  prefix: string,
): Promise<RunbookRecord | undefined> {
  const listed = await store.list(prefix);
  const records = listed.map(({ value }) => JSON.parse(value) as RunbookRecord);
  return records.findLast(({ outcome }) => outcome === 'running') ?? records.at(-1);
}
