import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock, until } from '../../engine/index.ts';
import { readUnended } from './process-record.ts';
import { isAlive, readProcess, treeOf } from './process-table.ts';
import { createProcesses, type Processes, type SpawnRequest } from './processes.ts';

let runDir: string;
let processes: Processes;
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-processes-'));
  processes = createProcesses({ runId: runDir, runDir, clock: systemClock });
});
afterEach(async () => {
  await processes.endAll({ deadlineMs: 200 });
  rmSync(runDir, { recursive: true });
});

const shell = (script: string, more: Partial<SpawnRequest> = {}): SpawnRequest => ({
  name: 'child',
  region: 'us-east-1',
  command: '/bin/sh',
  args: ['-c', script],
  logFile: join(runDir, 'child.log'),
  ...more,
});
const seen = <T>(what: string, probe: () => T | false | undefined) =>
  until(systemClock, { what, ms: 5_000, everyMs: 5 }, probe);

it('records a child while it runs and its end after it', async () => {
  const child = processes.spawn(shell('exec sleep 60'));
  expect(readUnended(runDir)).toMatchObject([{ pid: child.pid, startTicks: child.startTicks }]);
  expect(await child.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  expect(readUnended(runDir)).toEqual([]);
  expect(processes.running).toEqual([]);
});

it('records a child that ends at once', async () => {
  const child = processes.spawn(shell('exit 3'));
  expect(child.startTicks).toBeGreaterThan(0);
  expect(await child.exited).toEqual({ code: 3, signal: null });
  expect(await child.kill()).toEqual({ code: 3, signal: null });
});

it('gives a child its own session, the label and its environment', async () => {
  const child = processes.spawn(shell('echo "$BLACKSTART_RUN $EXTRA"', { env: { EXTRA: 'x' } }));
  await child.exited;
  expect(child.lastLogLines(1)).toEqual([`${runDir} x`]);
  const second = processes.spawn(shell('exec sleep 60'));
  expect(readProcess(second.pid)?.group).toBe(second.pid);
});

it('pipes standard output and logs standard error', async () => {
  const child = processes.spawn(
    shell('echo out; echo first >&2; echo last >&2', { stdout: 'pipe' }),
  );
  expect(child.stdout && (await text(child.stdout))).toBe('out\n');
  expect(child.lastLogLines(1)).toEqual(['last']);
});

it('kills what a child has started, and what ignores the stop signal', async () => {
  const child = processes.spawn(shell('trap "" TERM; sleep 60 & setsid sleep 60 & wait; sleep 60'));
  const tree = await seen('both sleepers', () => {
    const rows = treeOf(child);
    return rows.length === 3 && rows;
  });
  await child.stop({ deadlineMs: 100 });
  expect(tree.filter(isAlive)).toEqual([]);
});

it('stops a child that is frozen', async () => {
  const child = processes.spawn(shell('exec sleep 60'));
  child.signalTree('SIGSTOP');
  await seen('it stopped', () => readProcess(child.pid)?.state === 'T');
  expect(await child.stop()).toEqual({ code: null, signal: 'SIGTERM' });
});

it('says what could not be started', () => {
  expect(() => processes.spawn(shell('', { command: '/no/such/server' }))).toThrow(
    /could not start child in us-east-1: \/no\/such\/server/,
  );
});

it('says so too when its log cannot be opened', () => {
  expect(() => processes.spawn(shell('', { logFile: join(runDir, 'missing', 'log') }))).toThrow(
    /could not start child in us-east-1: .*ENOENT/,
  );
});

it('keeps a child that it could not record among those it ends', async () => {
  const record = join(runDir, 'processes.jsonl');
  const child = processes.spawn(shell('exec sleep 60'));
  rmSync(record);
  mkdirSync(record);
  expect(() => processes.spawn(shell('exec sleep 60'))).toThrow(/EISDIR/);
  await processes.endAll();
  expect(isAlive(child)).toBe(false);
  rmSync(record, { recursive: true });
});

it('lets its process end while what it released runs on', async () => {
  const here = import.meta.dirname;
  const parent = `
    const { createProcesses } = await import('${join(here, 'processes.ts')}');
    const { systemClock } = await import('${join(here, '../../engine/index.ts')}');
    const runDir = process.argv[1];
    const processes = createProcesses({ runId: runDir, runDir, clock: systemClock });
    const about = { region: 'us-east-1', command: 'sleep', args: ['60'], logFile: runDir + '/log' };
    processes.spawn({ ...about, name: 'plain' });
    processes.spawn({ ...about, name: 'piped', stdin: 'pipe', stdout: 'pipe' });
    processes.release();
  `;
  const harness = processes.spawn({
    ...shell(''),
    command: process.execPath,
    args: ['--input-type=module', '-e', parent, runDir],
  });
  expect(await harness.exited).toEqual({ code: 0, signal: null });
  const left = readUnended(runDir).filter(isAlive);
  expect(left.map(({ name }) => name)).toEqual(['plain', 'piped']);
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
});

it('ends all', async () => {
  const children = [1, 2, 3].map(() => processes.spawn(shell('exec sleep 60')));
  await processes.endAll();
  expect(children.filter(isAlive)).toEqual([]);
  expect(processes.running).toEqual([]);
});
