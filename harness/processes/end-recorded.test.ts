import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { endRecorded } from './end-recorded.ts';
import { readJsonLines } from './json-lines.ts';
import { appendProcessLine, bootId, readUnended } from './process-record.ts';
import { carriesLabel, isAlive, listProcesses, readProcess } from './process-table.ts';

let runDir: string;
let strangers: ChildProcess[];
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-end-'));
  strangers = [];
});
afterEach(() => {
  for (const stranger of strangers) stranger.kill('SIGKILL');
  rmSync(runDir, { recursive: true });
});

const labelled = () => listProcesses().filter((row) => carriesLabel(row.pid, runDir));
const seen = <T>(what: string, probe: () => T | false | undefined) =>
  until(clock, { what, ms: 10_000, everyMs: 1 }, probe);

const here = import.meta.dirname;
/** A harness that starts children as fast as it can, half of them deaf to SIGTERM. */
const parent = `
  const { createProcesses } = await import('${join(here, 'processes.ts')}');
  const { systemClock } = await import('${join(here, '../../engine/index.ts')}');
  const runDir = process.argv[1];
  const processes = createProcesses({ runId: runDir, runDir, clock: systemClock });
  for (let n = 0; n < 40; n += 1) {
    const script = n % 2 ? 'exec sleep 60' : 'trap "" TERM; sleep 60 & wait; sleep 60';
    processes.spawn({
      name: 'child-' + n, region: 'us-east-1', command: '/bin/sh', args: ['-c', script],
      logFile: runDir + '/log',
    });
    await new Promise(setImmediate);
  }
`;

function stranger(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  strangers.push(child);
  return child.pid ?? 0;
}

it.each([1, 2, 5, 12, 25])(
  'leaves nothing of a parent killed at line %i of its record',
  async (k) => {
    const pid = stranger(process.execPath, ['--input-type=module', '-e', parent, runDir]);
    await seen(`${k} lines`, () => readJsonLines(join(runDir, 'processes.jsonl')).length >= k);
    process.kill(pid, 'SIGKILL');
    await seen('the end of the parent', () => readProcess(pid) === undefined);
    const ended = await endRecorded(runDir, runDir, { clock, stopMs: 200 });
    expect(ended.length).toBeGreaterThanOrEqual(Math.floor(k / 2));
    expect(labelled()).toEqual([]);
    expect(readUnended(runDir).filter(isAlive)).toEqual([]);
    expect(await endRecorded(runDir, runDir, { clock })).toEqual([]);
  },
);

it('finds a child by its label when its record was never written', async () => {
  const pid = stranger('sleep', ['60'], { BLACKSTART_RUN: runDir });
  await seen('the label', () => carriesLabel(pid, runDir));
  expect(await endRecorded(runDir, runDir, { clock })).toEqual([{ pid }]);
  expect(readProcess(pid)).toBeUndefined();
});

it('ends frozen children', async () => {
  const pid = stranger('sleep', ['60'], { BLACKSTART_RUN: runDir });
  await seen('the label', () => carriesLabel(pid, runDir));
  process.kill(pid, 'SIGSTOP');
  await endRecorded(runDir, runDir, { clock, stopMs: 2_000 });
  expect(readProcess(pid)).toBeUndefined();
});

it.each([
  ['a pid that was given out again', { startTicks: 1 }],
  ['a record of an earlier boot', { bootId: 'earlier' }],
])('spares %s, and other runs', async (_, change) => {
  const pid = stranger('sleep', ['60'], { BLACKSTART_RUN: `${runDir}-other` });
  const startTicks = readProcess(pid)?.startTicks ?? 0;
  appendProcessLine(runDir, {
    event: 'started',
    name: 'old',
    region: 'us-east-1',
    command: 'sleep',
    atMs: 0,
    pid,
    startTicks,
    bootId: bootId(),
    stopSignal: 'SIGTERM',
    ...change,
  });
  expect(await endRecorded(runDir, runDir, { clock })).toEqual([]);
  expect(readProcess(pid)?.startTicks).toBe(startTicks);
});
