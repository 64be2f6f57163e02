import type { RunbookRecord } from '../failover/record.ts';
import type { ControlStore } from '../ports/control-store.ts';

/**
 * The newest runbook on record, if there is any; ids begin with the epoch. Throws
 * ControlStoreUnavailable.
 */
export async function newestRunbook(
  store: ControlStore,
  prefix: string,
): Promise<RunbookRecord | undefined> {
  const newest = (await store.list(prefix)).at(-1);
  return newest && (JSON.parse(newest.value) as RunbookRecord);
}
