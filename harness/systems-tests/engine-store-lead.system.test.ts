import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Address, systemClock as clock, etcdStore, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createRig, type Rig } from './rig.ts';

const at = (host: string): Address => ({ host, port: 2379 });
const [east, west, europe] = [at('127.10.252.1'), at('127.20.252.1'), at('127.30.252.1')];
const members = [east, west, europe];
const url = ({ host }: Address, port: number) => `http://${host}:${port}`;
const cluster = members.map((one) => `${one.host}=${url(one, 2380)}`).join();
const processes = new Map<Address, ManagedProcess>();
let rig: Rig;

async function start(member: Address): Promise<void> {
  const part = await installPart('etcd');
  const [client, peer] = [url(member, 2379), url(member, 2380)];
  const etcd = rig.spawn({
    name: `etcd-${member.host}`,
    command: part.program('etcd'),
    env: part.environment,
    args: [
      ...['--name', member.host, '--data-dir', join(rig.directory, member.host)],
      ...['--listen-client-urls', client, '--advertise-client-urls', client],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--initial-cluster', cluster],
    ],
  });
  processes.set(member, etcd);
}

const ready = (member: Address) =>
  until(clock, { what: `etcd at ${member.host}`, ms: 20_000, everyMs: 50 }, async () => {
    return (await fetch(`${url(member, 2379)}/health`)).ok;
  });

/** Whether it leads, as each of these says itself. */
const leads = (asked: readonly Address[]) =>
  Promise.all(
    asked.map(async (member) => {
      const text = await (await fetch(`${url(member, 2379)}/metrics`)).text();
      return /^etcd_server_is_leader 1$/m.test(text);
    }),
  );

const storeOf = (home: Address) =>
  etcdStore(clock, [home, ...members.filter((one) => one !== home)], 1_500);

beforeAll(async () => {
  rig = createRig();
  await Promise.all(members.map(start));
  await Promise.all(members.map(ready));
});
afterAll(() => rig[Symbol.asyncDispose]());

it('is led by the member of the one who asked, whoever led before', async () => {
  await storeOf(europe).leadNearby();
  for (const home of [east, west, europe, west, east]) {
    expect(await storeOf(home).leadNearby()).toBe(true);
    expect(await leads(members)).toEqual(members.map((one) => one === home));
    await storeOf(home).put('led-from', home.host);
    expect(await storeOf(home).leadNearby()).toBe(false);
  }
});

it('stays as it is while that member hangs, or is gone, and comes to it later', async () => {
  const home = processes.get(west);
  home?.signalTree('SIGSTOP');
  await expect(storeOf(west).leadNearby()).rejects.toThrow(/timeout/);
  home?.signalTree('SIGCONT');
  await home?.kill();
  await expect(storeOf(west).leadNearby()).rejects.toThrow(/ECONNREFUSED/);
  expect(await leads([east, europe])).toEqual([true, false]);
  await storeOf(east).put('led-from', east.host);
  await start(west);
  await ready(west);
  expect(await storeOf(west).leadNearby()).toBe(true);
  expect(await leads(members)).toEqual([false, true, false]);
});

it('says so where the one that leads cannot be asked to give the lead away', async () => {
  const store = etcdStore(clock, [east, europe], 1_500);
  await expect(store.leadNearby()).rejects.toThrow(/no etcd member gives the lead away.*lead/);
  expect(await leads(members)).toEqual([false, true, false]);
});
