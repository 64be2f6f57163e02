import { join } from 'node:path';
import { expect } from 'vitest';
import { type Journal, readJournal, type SampleEntry } from '../../harness/journal/index.ts';
import { duration } from '../../harness/judge/duration.ts';
import type { Judged } from '../../harness/judge/index.ts';
import { momentsOf } from '../../harness/judge/moments.ts';

/** More than this many lines of each kind explain nothing more. */
const LINES = 30;

interface Ended {
  readonly judged: Judged;
  readonly runDir: string;
}

/**
 * The drill passed. If not, what disturbed its clients and its host is told with the reasons: the
 * run's own directory is gone with the machine that the tests ran on.
 */
export async function expectPass({ judged, runDir }: Ended): Promise<void> {
  const passed = judged.verdict === 'pass' && judged.reasons.length === 0;
  const told = passed ? '' : await disturbances(runDir, judged);
  expect(judged.reasons, told).toEqual([]);
  expect(judged.verdict, told).toBe('pass');
}

async function disturbances(runDir: string, { claims }: Judged): Promise<string> {
  const journal = await readJournal(join(runDir, 'journal'));
  const { originMs } = momentsOf(journal);
  const claimed = claims.map(
    ({ atMs, step, event, detail = '' }) => `${duration(atMs)} ${step} ${event} ${detail}`,
  );
  return [
    `times are from the fault on; ${runDir}`,
    ...claimed.slice(-LINES),
    ...disturbedOperations(journal, originMs).slice(0, LINES),
    ...busySeconds(journal, originMs).slice(0, LINES),
  ].join('\n');
}

function disturbedOperations({ operations, run }: Journal, originMs: number): string[] {
  const told: string[] = [];
  for (const { id, type, vantage, outcome, error = '', atMs, endMs } of operations) {
    const isQuick = outcome === 'ok' && endMs - atMs <= run.band.p99FloorMs;
    if (atMs < originMs || isQuick) continue;
    const took = duration(endMs - atMs);
    told.push(
      `${duration(atMs - originMs)} ${type} ${id} ${vantage}: ${outcome} ${error} in ${took}`,
    );
  }
  return told;
}

function busySeconds({ samples }: Journal, originMs: number): string[] {
  const isBusy = ({ of, value }: SampleEntry) =>
    (of === 'cpu-pressure' && value >= 0.95) || (of === 'event-loop-delay-ms' && value >= 200);
  return samples
    .filter((sample) => sample.atMs >= originMs && isBusy(sample))
    .map(
      ({ of, at, atMs, value }) => `${duration(atMs - originMs)} ${of} ${at} ${value.toFixed(2)}`,
    );
}
