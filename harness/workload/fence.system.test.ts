import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { readBackIds } from './read-back.ts';
import { execute, startPostgres, type TestDatabase } from './testbed/postgres.ts';
import { createTestbed, type Testbed } from './testbed/servers.ts';

let bed: Testbed;
let database: TestDatabase;

beforeAll(async () => {
  bed = createTestbed();
  database = await startPostgres(bed, { host: '127.240.251.2', port: 5432 });
});
afterAll(() => bed?.[Symbol.asyncDispose]());

const insert = (id: number) =>
  `insert into blackstart.operation (id, epoch, payload) values (${id}, 1, 'x')`;
const inEpoch = (epoch: number) => `set blackstart.epoch = ${epoch}`;

it('refuses a write without an epoch, from anyone', async () => {
  await expect(execute(database.app, insert(1))).rejects.toMatchObject({ code: 'BS001' });
  await expect(execute(database.admin, insert(1))).rejects.toMatchObject({ code: 'BS001' });
});

it('lets a write of its epoch in, and refuses it when the fence is raised meanwhile', async () => {
  await execute(database.app, inEpoch(1), insert(2));
  const writer = await connected();
  const fencer = await connected(true);
  await writer.query(`${inEpoch(1)}; begin`);
  await writer.query(insert(3));
  let raised = false;
  const raising = fencer.query('update blackstart.fence set epoch = 2').then(() => {
    raised = true;
  });
  await until(clock, { what: 'the fence to wait', ms: 5000, everyMs: 20 }, async () => {
    const [row] = await execute(
      database.admin,
      "select count(*) from pg_stat_activity where wait_event = 'advisory'",
    );
    return (row as { count: string }).count === '1';
  });
  expect(raised).toBe(false);
  await writer.query('commit');
  await raising;
  await expect(writer.query(insert(4))).rejects.toMatchObject({ code: 'BS001' });
  await writer.query(inEpoch(2));
  await writer.query(insert(5));
  await Promise.all([writer.end(), fencer.end()]);
  expect(await readBackIds(database.admin)).toEqual([
    [2, 3],
    [5, 5],
  ]);
});

it('never lowers or drops the fence', async () => {
  const lower = 'update blackstart.fence set epoch = 1';
  await expect(execute(database.admin, lower)).rejects.toMatchObject({ code: 'BS001' });
  const drop = 'delete from blackstart.fence';
  await expect(execute(database.admin, drop)).rejects.toMatchObject({ code: 'BS001' });
});

it('gives the service no right to change rows or the fence', async () => {
  const denied = { code: '42501' };
  const raise = 'update blackstart.fence set epoch = 9';
  await expect(execute(database.app, raise)).rejects.toMatchObject(denied);
  const change = 'update blackstart.operation set epoch = 9';
  await expect(execute(database.app, change)).rejects.toMatchObject(denied);
});

async function connected(admin = false): Promise<pg.Client> {
  const client = new pg.Client(admin ? database.admin : database.app);
  await client.connect();
  return client;
}
