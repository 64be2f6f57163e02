import { createServer } from 'node:net';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ControlStoreUnavailable,
  systemClock as clock,
  etcdStore,
  RedisServer,
  until,
} from '../../engine/index.ts';
import { createRig, type Rig, startEtcd, startRedis } from './rig.ts';

const etcd = { host: '127.10.252.1', port: 2379 };
const nothing = { host: '127.20.252.1', port: 2379 };
const east = { host: '127.10.252.1', port: 6379 };
const west = { host: '127.20.252.1', port: 6379 };
const europe = { host: '127.30.252.1', port: 6379 };
let rig: Rig;

beforeAll(async () => {
  rig = createRig();
  await startEtcd(rig, etcd);
  await startRedis(rig, east);
  await startRedis(rig, west, east);
  await startRedis(rig, europe, east);
});
afterAll(() => rig[Symbol.asyncDispose]());

it('changes a key only at the revision that was read', async () => {
  const store = etcdStore(clock, [etcd], 1_000);
  expect(await store.get('writer')).toBeUndefined();
  expect(await store.compareAndSwap('writer', undefined, 'α')).toBe(true);
  expect(await store.compareAndSwap('writer', undefined, 'β')).toBe(false);
  const first = await store.get('writer');
  expect(first?.value).toBe('α');
  expect(await store.compareAndSwap('writer', first?.revision, 'β')).toBe(true);
  expect(await store.compareAndSwap('writer', first?.revision, 'γ')).toBe(false);
  expect((await store.get('writer'))?.value).toBe('β');
});

it('lists what is under a prefix, in order, and nothing beside it', async () => {
  const store = etcdStore(clock, [etcd], 1_000);
  for (const key of ['runbook/2', 'runbook/1', 'runbook0', 'runbool']) await store.put(key, key);
  expect((await store.list('runbook/')).map(({ key }) => key)).toEqual(['runbook/1', 'runbook/2']);
});

it('asks the next member when one does not answer, and says when none does', async () => {
  const key = { value: 'β' };
  expect(await etcdStore(clock, [nothing, etcd], 1_000).get('writer')).toMatchObject(key);
  await expect(etcdStore(clock, [nothing], 1_000).get('writer')).rejects.toThrow(
    ControlStoreUnavailable,
  );
});

it('does not wait at each call for a member that is silent', async () => {
  let asked = 0;
  // The client may connect anew after a question that it gave up; only what it asks counts.
  const silent = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      asked += 1;
    });
  });
  await new Promise<void>((resolve) => silent.listen(nothing.port, nothing.host, resolve));
  try {
    const store = etcdStore(clock, [nothing, etcd], 500);
    for (let call = 0; call < 5; call += 1) {
      expect(await store.get('writer')).toMatchObject({ value: 'β' });
    }
    expect(asked).toBe(1);
  } finally {
    silent.close();
  }
});

it('says how many members it has, as its own one knows', async () => {
  expect(await etcdStore(clock, [etcd, nothing], 1_000).size()).toBe(1);
  await expect(etcdStore(clock, [nothing, etcd], 1_000).size()).rejects.toThrow();
});

it('lets one of many who swap at once win', async () => {
  const store = etcdStore(clock, [etcd], 2_000);
  const tries = Array.from({ length: 8 }, (_, n) => store.compareAndSwap('one', undefined, `${n}`));
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
});

it('makes a replica lead with all the old leader had, and the others follow it', async () => {
  const client = createClient({ socket: east });
  client.on('error', () => undefined);
  const target = new RedisServer(clock, west);
  await until(clock, { what: 'replication', ms: 10_000 }, async () => {
    if (!client.isOpen) await client.connect();
    return (await client.info('replication')).includes('connected_slaves:2');
  });
  for (let n = 0; n < 500; n += 1) await client.set(`operation:${n}`, 'x');
  client.destroy();
  await target.catchUp(new RedisServer(clock, east), 2_000);
  await target.promote(2_000);
  await Promise.all([east, europe].map((at) => new RedisServer(clock, at).follow(west, 10_000)));
  expect(await target.warm(2_000)).toBeGreaterThan(100);
  const after = createClient({ socket: west });
  await after.connect();
  expect(await after.dbSize()).toBe(500);
  await after.set('operation:500', 'x');
  const replica = createClient({ socket: europe });
  await replica.connect();
  await until(clock, { what: 'the newest key', ms: 5_000 }, () =>
    replica.get('operation:500').then((value) => value === 'x'),
  );
  await expect(replica.set('operation:501', 'x')).rejects.toThrow(/READONLY/);
  after.destroy();
  replica.destroy();
});
