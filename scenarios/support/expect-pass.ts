import { join } from 'node:path';
import { expect } from 'vitest';
import { type Journal, readJournal } from '../../harness/journal/index.ts';
import type { Judged } from '../../harness/judge/index.ts';

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
  const originMs = journal.faults.find(({ event }) => event === 'bite')?.atMs ?? journal.run.atMs;
  const since = (atMs: number) => `${((atMs - originMs) / 1000).toFixed(1)} s`;
  const claimed = claims.map(
    ({ atMs, step, event, detail }) =>
      `${(atMs / 1000).toFixed(1)} s ${step} ${event} ${detail ?? ''}`,
  );
  return [
    `seconds are those since the fault; ${runDir}`,
    ...claimed.slice(-LINES),
    ...disturbedOperations(journal, originMs, since).slice(0, LINES),
    ...busySeconds(journal, originMs, since).slice(0, LINES),
  ].join('\n');
}

function disturbedOperations(
  { operations, run }: Journal,
  originMs: number,
  since: (atMs: number) => string,
): string[] {
  const told: string[] = [];
  for (const op of operations) {
    const tookMs = op.endMs - op.atMs;
    if (op.atMs < originMs || (op.outcome === 'ok' && tookMs <= run.band.p99FloorMs)) continue;
    const { id, type, vantage, outcome, error = '' } = op;
    told.push(
      `${since(op.atMs)} ${type} ${id} ${vantage}: ${outcome} ${error} in ${tookMs.toFixed(0)} ms`,
    );
  }
  return told;
}

function busySeconds(
  { samples }: Journal,
  originMs: number,
  since: (atMs: number) => string,
): string[] {
  const busy = { 'cpu-pressure': 0.95, 'event-loop-delay-ms': 200 };
  return samples
    .filter(({ of, atMs, value }) => atMs >= originMs && value >= (busy[of as never] ?? Infinity))
    .map(({ of, at, atMs, value }) => `${since(atMs)} ${of} ${at} ${value.toFixed(2)}`);
}
