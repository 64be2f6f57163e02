import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openJournal } from '../../harness/journal/index.ts';
import type { Figure } from './figure.ts';
import { syntheticOperations } from './synthetic-operations.ts';

const WARM_UP = 200_000;
const OPERATIONS = 2_000_000;
/** Appended before the event loop gets its turn: far more than a busy client has in one go. */
const AT_ONCE = 200;
const KEPT = 50_000;

/**
 * Recording at full speed: processor time of all threads together, so the figure is that of one
 * core, and the longest that an entry waited until it was with the operating system.
 */
export async function recording(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'blackstart-recording-'));
  try {
    await record(directory, 'warm-up', WARM_UP);
    const { microseconds, longestWaitMs } = await record(directory, 'measured', OPERATIONS);
    const rate = `${Math.round(OPERATIONS / (microseconds / 1_000)).toLocaleString('en')}k/s`;
    const of = `${OPERATIONS.toLocaleString('en')} operations, ${rate} on one core`;
    const value = microseconds / OPERATIONS;
    return [
      { what: 'recording an operation', value, limit: 2.5, unit: 'µs', of },
      { what: 'longest until recorded', value: longestWaitMs, limit: 10, unit: 'ms', of },
    ];
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** The operations are made beforehand and used again, so that only recording is measured. */
async function record(directory: string, name: string, count: number) {
  const outage = [5_000, 10_000] as const;
  const shape = { operations: KEPT, perSecond: 1_000, fromMs: 1_234.5, outage };
  const operations = [...syntheticOperations(shape)];
  const journal = openJournal(directory, name);
  const before = process.cpuUsage();
  for (let done = 0; done < count; done += AT_ONCE) {
    const from = done % operations.length;
    for (let i = from; i < from + AT_ONCE; i += 1) {
      const operation = operations[i];
      if (operation) journal.append(operation);
    }
    await nextTurn();
  }
  await journal.close();
  const { user, system } = process.cpuUsage(before);
  return { microseconds: user + system, longestWaitMs: journal.longestWaitMs };
}
