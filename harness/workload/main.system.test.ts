import { execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import type { Entry } from '../journal/index.ts';

const closed = { host: '127.240.251.4', port: 5353 };
const service = { label: 'core-api', name: 'api.semantest.test', port: 8080 };
const base = {
  ...{
    seed: 1,
    earlierRuns: 0,
    operationsPerSecond: 100,
    writeShare: 1,
    payloadBytes: 64,
    everyNth: [20],
  },
  ...{ operationTimeoutMs: 300, maxInFlight: 100, maxConnections: 10 },
  ...{ connectionMaxAgeMs: 1000, connectionIdleMs: 1000, maxDurationMs: 30_000, service },
  vantages: { 'us-east-1': { resolver: closed, routes: {} } },
};

let journal: string;
beforeEach(() => {
  journal = mkdtempSync(join(tmpdir(), 'blackstart-clients-'));
});
afterEach(() => rmSync(journal, { recursive: true }));

function start(changes: object = {}) {
  const child = spawn(process.execPath, ['harness/workload/main.ts'], {
    env: { ...process.env, BLACKSTART_WORKLOAD: JSON.stringify({ journal, ...base, ...changes }) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  return { child, lines, exited: once(child, 'exit') };
}

function entries(): Entry[] {
  const text = readFileSync(join(journal, 'clients.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
}

it('says that it is ready, shows its progress, stops when told and keeps the record', async () => {
  const { child, lines, exited } = start();
  const [ready] = await once(lines, 'line');
  expect(JSON.parse(ready)).toEqual({ ready: true });
  const [progress] = await once(lines, 'line');
  const { vantages } = (JSON.parse(progress) as { progress: { vantages: object } }).progress;
  expect(vantages).toMatchObject({ 'us-east-1': { ok: 0, p99Ms: null } });
  const { fail } = (vantages as Record<string, { fail: number }>)['us-east-1'] ?? { fail: 0 };
  expect(fail).toBeGreaterThan(80);
  child.stdin.write('{"do":"stop"}\n');
  expect(await exited).toEqual([0, null]);
  const operations = entries().filter(({ kind }) => kind === 'op');
  expect(operations.length).toBeGreaterThan(50);
  for (const operation of operations) expect(operation).toMatchObject({ outcome: 'fail' });
  expect(entries().some((e) => e.kind === 'sample' && e.at === 'workload')).toBe(true);
});

it('ends by itself when its parent is gone', async () => {
  const { child, lines, exited } = start();
  await once(lines, 'line');
  child.stdin.end();
  expect(await exited).toEqual([0, null]);
});

it('ends by itself after its longest duration', async () => {
  const { exited } = start({ maxDurationMs: 300 });
  expect(await exited).toEqual([0, null]);
});

it('ends within 2 s of SIGTERM with operations that are never answered', async () => {
  const silent = createSocket('udp4').bind(closed.port, closed.host);
  const { child, lines, exited } = start({ operationTimeoutMs: 20_000 });
  await once(lines, 'line');
  await once(lines, 'line');
  const startedMs = clock.monotonicMs();
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(clock.monotonicMs() - startedMs).toBeLessThan(2000);
  silent.close();
  const unanswered = entries().filter((entry) => entry.kind === 'op' && entry.error === 'stopped');
  expect(unanswered.length).toBeGreaterThan(20);
});

it('refuses a configuration it does not understand', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  execFile(
    process.execPath,
    ['harness/workload/main.ts'],
    { env: { ...process.env, BLACKSTART_WORKLOAD: '{"rate":1}' } },
    (_error, _stdout, stderr) => resolve(stderr),
  );
  expect(await promise).toMatch(/WorkloadConfigInvalid[\s\S]*rate/);
});
