import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import type { RegisterEntry } from '../../journal/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { createTestbed, type Testbed } from '../../workload/testbed/servers.ts';
import { startEtcd } from '../../workload/testbed/writer.ts';
import { regionsAt } from '../testbed/regions-at.ts';
import { observeFencingRegister } from './fencing-register.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const member = { host: `127.110.${1 + (process.pid % 250)}.1`, port: 2379 };
const regions = regionsAt({ 'us-east-1': { etcd: member }, 'us-west-2': { etcd: member } });

let bed: Testbed;
let etcd: ManagedProcess;
let observer: AsyncDisposable;
const entries: RegisterEntry[] = [];

beforeAll(async () => {
  bed = createTestbed();
  etcd = await startEtcd(bed, member);
  const record = (entry: { kind: string }) => void entries.push(entry as RegisterEntry);
  observer = observeFencingRegister(regions, { clock, record, earlierRuns: 0 });
});
afterAll(async () => {
  await observer[Symbol.asyncDispose]();
  await bed[Symbol.asyncDispose]();
});

const seen = (what: string, probe: () => boolean) => until(clock, { what, ms: 20_000 }, probe);
const writes = () => entries.filter(({ type }) => type === 'write');

test('every region writes values of its own and reads what stands there', async () => {
  await seen('a dozen writes', () => writes().length >= 12);
  expect(entries.every(({ outcome }) => outcome === 'ok')).toBe(true);
  expect(new Set(entries.map(({ region }) => region)).size).toBe(2);
  expect(new Set(entries.map(({ key }) => key)).size).toBe(3);
  const values = writes().map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  const reads = entries.filter(({ type }) => type === 'read');
  expect(reads.some(({ value }) => values.includes(value))).toBe(true);
  for (const { atMs, endMs } of entries) expect(endMs).toBeGreaterThanOrEqual(atMs);
});

test('a write that nobody answered is not known; a read of it failed', async () => {
  etcd.signal('SIGSTOP');
  await seen('an unanswered write', () => writes().at(-1)?.outcome === 'indeterminate');
  await seen('an unanswered read', () =>
    entries.some(({ type, outcome }) => type === 'read' && outcome === 'fail'),
  );
  etcd.signal('SIGCONT');
});

test('a write that was refused was certainly not done', async () => {
  await etcd.kill();
  await seen('a refused write', () => writes().at(-1)?.outcome === 'fail');
});
