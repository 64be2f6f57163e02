import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { readBackPostgres } from '../drill/read-back/postgres.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import {
  database,
  login,
  type Machine,
  startPrimary,
  startStandby,
  write,
} from './postgres-rig.ts';
import { createRig, type Rig } from './rig.ts';

const port = 5432;
let rig: Rig;
let east: Machine;
let west: Machine;

beforeAll(async () => {
  rig = createRig();
  east = await startPrimary(rig, { host: '127.10.253.1', port });
  west = await startStandby(rig, { host: '127.20.253.1', port }, east);
});
afterAll(async () => {
  for (const { server } of [east, west]) server.close();
  await rig[Symbol.asyncDispose]();
});

/** The two as regions: all that a read back asks of them. */
function regions(): RunningRegions {
  const machines = { 'us-east-1': east, 'us-west-2': west };
  const endpoints = Object.fromEntries(
    Object.entries(machines).map(([region, { address }]) => [
      region,
      { postgres: { seenFrom: { '*': address }, ...login, database } },
    ]),
  );
  const topology = { regions: Object.keys(machines).map((name) => ({ name })) };
  return { topology, endpoints: () => ({ regions: endpoints }) } as unknown as RunningRegions;
}

const readBack = () => readBackPostgres(regions(), clock);

it('reads the primary first, and the standby once it has all of it', async () => {
  for (const id of [1, 2, 3]) await write(east, id, 1);
  const found = await readBack();
  expect(found.map(({ region, complete, ids }) => [region, complete, ids])).toEqual([
    ['us-east-1', true, [[1, 3]]],
    ['us-west-2', true, [[1, 3]]],
  ]);
});

it('says of a standby that follows nobody that it stands still', async () => {
  await west.server.unfollow(5_000);
  await write(east, 4, 1);
  const [, standby] = await readBack();
  expect(standby).toMatchObject({ region: 'us-west-2', stalled: true, ids: [[1, 3]] });
  expect(standby?.proof).toMatch(/it has received nothing, and lacks [1-9]\d* bytes of WAL/);
  await west.server.follow(
    { address: east.address, ...login, standby: 'west', slot: undefined },
    10_000,
  );
  expect(await readBack()).toMatchObject([{}, { complete: true, ids: [[1, 4]] }]);
}, 60_000);

it('takes for the one that serves who takes writes, not who was fenced in its epoch', async () => {
  await east.server.fence(2, 2_000);
  await west.server.promote(30_000);
  await west.server.raiseEpoch(2);
  await write(west, 5, 2);
  // Of two primaries of one epoch the old one may well have written more of WAL.
  await east.query('select pg_switch_wal()');
  const [serves] = await readBack();
  expect(serves).toMatchObject({ region: 'us-west-2', complete: true, ids: [[1, 5]] });
});
