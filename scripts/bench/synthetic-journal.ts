import { openJournal } from '../../harness/journal/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { syntheticOperations } from './synthetic-operations.ts';

const PER_SECOND = 1_000;
const AT_ONCE = 10_000;
const steadyMs = 2_000;
const t0Ms = 22_000;
const outageMs = 12_000;

/**
 * Saves the journal of a drill that lasts as long as its load needs at 1,000 operations/s: what the
 * rig writes grows with it, as in a long run.
 */
export async function saveSyntheticJournal(directory: string, operations: number): Promise<void> {
  const loadEndMs = steadyMs + (operations * 1_000) / PER_SECOND;
  const ids = await saveOperations(directory, operations);
  const rig = openJournal(directory, 'rig');
  const shape = { steadyMs, t0Ms, outageMs, loadEndMs, operationsPerSecond: 1 / loadEndMs };
  for (const entry of drillEntries(shape))
    if (entry.kind === 'readback') rig.append({ ...entry, ids });
    else if (entry.kind !== 'op') rig.append(entry);
  await rig.close();
}

/** Returns the ids that are there after it, as ranges. */
async function saveOperations(directory: string, operations: number) {
  const journal = openJournal(directory, 'clients');
  const outage = [t0Ms, t0Ms + outageMs] as const;
  const absent: number[] = [];
  let lastId = 0;
  let done = 0;
  const shape = { operations, perSecond: PER_SECOND, fromMs: steadyMs, outage };
  for (const operation of syntheticOperations(shape)) {
    journal.append(operation);
    done += 1;
    if (done % AT_ONCE === 0) await journal.flush();
    if (operation.type === 'read') continue;
    lastId = Math.max(lastId, operation.id);
    if (operation.outcome === 'fail') absent.push(operation.id);
  }
  await journal.close();
  const ends = [...absent.sort((a, b) => a - b), lastId + 1];
  return ends
    .map((end, i): [number, number] => [(ends[i - 1] ?? 0) + 1, end - 1])
    .filter(([from, to]) => from <= to);
}
