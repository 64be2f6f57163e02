import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type OperationEntry, openJournal } from '../../harness/journal/index.ts';
import { type Figure, medianOf } from './figure.ts';
import { syntheticOperations } from './synthetic-operations.ts';

const FULL_SPEED = 2_000_000;
const PER_SECOND = 400_000;
const ROUNDS = 9;
/** Appended at most before the event loop gets its turn; a busy client has far fewer. */
const AT_ONCE = 2_000;
const TURN_MS = 1;
/** Made beforehand and used again and again, so that only recording is measured. */
const shape = {
  operations: 50_000,
  perSecond: 1_000,
  fromMs: 1_234.5,
  outage: [5e3, 9e3],
} as const;

/**
 * What recording costs at full speed, as processor time of all threads together, which is that of
 * one core; and at the promised rate the longest that an entry waited until it was with the
 * operating system. That is the median of rounds of a second: now and then a machine stands still
 * for longer than the limit, whoever runs on it.
 */
export async function recording(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'blackstart-recording-'));
  try {
    const kept = [...syntheticOperations(shape)];
    const waits: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      waits.push((await record(directory, kept, PER_SECOND, PER_SECOND)).longestMs);
    const full = await record(directory, kept, FULL_SPEED, Number.POSITIVE_INFINITY);
    return [costFigure(full.microseconds / FULL_SPEED), waitFigure(waits)];
  } finally {
    await rm(directory, { recursive: true });
  }
}

function costFigure(value: number): Figure {
  const of = `${Math.round(1_000 / value)}k/s on one core, ${count(FULL_SPEED)} operations`;
  return { what: 'recording an operation', value, limit: 2.5, unit: 'µs', of };
}

function waitFigure(waits: readonly number[]): Figure {
  const worst = `longest of ${ROUNDS} rounds ${Math.max(...waits).toFixed(2)} ms`;
  return {
    what: 'longest until recorded, median of rounds',
    value: medianOf(waits),
    limit: 10,
    unit: 'ms',
    of: `at ${count(PER_SECOND)}/s, ${worst}`,
  };
}

async function record(
  directory: string,
  kept: readonly OperationEntry[],
  operations: number,
  perSecond: number,
) {
  const journal = openJournal(directory, 'clients');
  const beganMs = performance.now();
  const before = process.cpuUsage();
  for (let done = 0; done < operations; await delay(TURN_MS)) {
    const due = ((performance.now() - beganMs) * perSecond) / 1_000;
    const to = Math.min(operations, due, done + AT_ONCE);
    for (; done < to; done += 1) {
      const operation = kept[done % kept.length];
      if (operation) journal.append(operation);
    }
  }
  await journal.close();
  // What is gone need not be brought to the disk, where it would be in the way of the next.
  await rm(journal.file);
  const { user, system } = process.cpuUsage(before);
  return { microseconds: user + system, longestMs: journal.longestWaitMs };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
