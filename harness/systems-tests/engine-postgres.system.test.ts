import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { login, type Machine, startPrimary, startStandby, write } from './postgres-rig.ts';
import { createRig, type Rig } from './rig.ts';

const port = 5432;
let rig: Rig;
let east: Machine;
let west: Machine;
let europe: Machine;

beforeAll(async () => {
  rig = createRig();
  east = await startPrimary(rig, { host: '127.10.252.1', port });
  west = await startStandby(rig, { host: '127.20.252.1', port }, east);
  europe = await startStandby(rig, { host: '127.30.252.1', port }, east);
});
afterAll(async () => {
  for (const { server } of [east, west, europe]) server.close();
  await rig[Symbol.asyncDispose]();
});

// The tests follow one another on the same three servers, as a failover does.

it('tells a primary from a standby that streams and hears it', async () => {
  expect(await east.server.probe(1_000)).toMatchObject({ role: 'primary', timeline: 1 });
  const standby = await until(clock, { what: 'streaming', ms: 10_000 }, async () => {
    const reading = await west.server.probe(1_000);
    return reading.streaming ? reading : undefined;
  });
  expect(standby).toMatchObject({ role: 'standby', timeline: 1 });
  expect(standby.heardAgoMs).toBeLessThan(10_000);
});

it('tells its version, and which cluster it is a copy of', async () => {
  const [own, copy] = [await east.server.probe(1_000), await west.server.probe(1_000)];
  expect(own.version).toBeGreaterThanOrEqual(150_000);
  expect(copy.system).toBe(own.system);
  const stranger = await startPrimary(rig, { host: '127.40.252.1', port });
  expect((await stranger.server.probe(1_000)).system).not.toBe(own.system);
  stranger.server.close();
});

it('fences a primary, so that writes of the old epoch are refused, and back again', async () => {
  await write(east, 1, 1);
  await east.server.fence(2, 2_000);
  await expect(write(east, 2, 1)).rejects.toMatchObject({ code: '25006' });
  const readWrite = 'begin read write; set blackstart.epoch = 1;';
  const sneaky = `${readWrite} insert into blackstart.operation values (3, 1, 'x'); commit`;
  await expect(east.query(sneaky)).rejects.toMatchObject({ code: 'BS001' });
  await east.server.unfence(2, 2_000);
  await until(clock, { what: 'writes', ms: 5_000 }, async () => write(east, 4, 2));
});

it('is not closed by a fence that comes too late, or is under way when it is opened', async () => {
  await expect(east.server.fence(1, 2_000)).rejects.toThrow(/epoch 2 has begun/);
  const fencing = `set application_name = 'blackstart-engine fence'; select pg_sleep(60)`;
  const late = east.query(fencing).then(
    () => 'goes on',
    (error: { code?: string }) => error.code,
  );
  const begun = `select 1 from pg_stat_activity
                  where application_name = 'blackstart-engine fence' and query ~ 'pg_sleep'`;
  await until(clock, { what: 'the fence to begin', ms: 5_000 }, async () => {
    return (await east.query(begun)).rowCount === 1;
  });
  await east.server.unfence(2, 2_000);
  expect(await late).toBe('57P01');
  const { rows } = await east.query('show default_transaction_read_only');
  expect(rows).toEqual([{ default_transaction_read_only: 'off' }]);
});

it('has a standby follow nobody, and then its leader again, with nothing missing', async () => {
  await europe.server.unfollow(3_000);
  await write(east, 3, 2);
  const { receivedLsn = 0n } = await east.server.position(1_000);
  await west.server.reach(receivedLsn, 5_000);
  const alone = await europe.server.probe(1_000);
  expect(alone).toMatchObject({ role: 'standby', streaming: false });
  expect(alone.receivedLsn).toBeLessThan(receivedLsn);
  const { address } = east;
  await europe.server.follow({ address, ...login, standby: 'eu_west_1', slot: undefined }, 10_000);
  await europe.server.reach(receivedLsn, 5_000);
  await expect(east.server.unfollow(1_000)).rejects.toThrow(/no standby/);
});

it('knows that a standby which was away has received less', async () => {
  await europe.process().stop();
  await write(east, 5, 2);
  const { receivedLsn } = await east.server.position(1_000);
  await west.server.reach(receivedLsn ?? 0n, 5_000);
  await east.process().kill();
  await europe.start();
  const [near, far] = await Promise.all([
    west.server.position(1_000),
    until(clock, { what: 'a probe of europe', ms: 5_000 }, () => europe.server.position(1_000)),
  ]);
  expect(near.receivedLsn).toBeGreaterThan(far.receivedLsn ?? 0n);
});

it('says at once that the connection to a killed server is lost, and that it refuses', async () => {
  await east.server.lost();
  await expect(east.server.probe(1_000)).rejects.toThrow(/ECONNREFUSED|no connection/);
});

it('has a standby that serves fetch the rest from one that has more', async () => {
  const lsn = (await west.server.position(1_000)).receivedLsn ?? 0n;
  const leader = { address: west.address, ...login, standby: 'europe', slot: undefined };
  await europe.server.follow(leader, 10_000);
  await europe.server.reach(lsn, 5_000);
});

it('promotes a standby, which then refuses writes of older epochs and keeps slots', async () => {
  await west.server.promote(30_000);
  expect(await west.server.probe(1_000)).toMatchObject({ role: 'primary', timeline: 2 });
  await west.server.promote(30_000);
  await west.server.raiseEpoch(3);
  await expect(write(west, 6, 2)).rejects.toMatchObject({ code: 'BS001' });
  await write(west, 7, 3);
  await west.server.keepSlots(['europe', 'east']);
  await west.server.keepSlots(['europe', 'east']);
  const slots = await west.query('select slot_name from pg_replication_slots order by 1');
  expect(slots.rows).toEqual([{ slot_name: 'east' }, { slot_name: 'europe' }]);
  await expect(west.server.raiseEpoch(2)).rejects.toThrow(/at 3/);
});

it('repoints a standby to the new primary, through the slot, with nothing missing', async () => {
  const leader = { address: west.address, ...login, standby: 'europe', slot: 'europe' };
  await europe.server.follow(leader, 10_000);
  await write(west, 8, 3);
  const ids = await until(clock, { what: 'operation 8', ms: 10_000 }, async () => {
    const { rows } = await europe.query('select id::int from blackstart.operation order by id');
    return rows.some(({ id }) => id === 8) ? rows.map(({ id }) => id) : undefined;
  });
  expect(ids).toEqual([1, 3, 4, 5, 7, 8]);
  const slot = await west.query(
    `select active from pg_replication_slots where slot_name = 'europe'`,
  );
  expect(slot.rows).toEqual([{ active: true }]);
  const newest = 'select max(id) as newest from blackstart.operation';
  expect(await west.server.read(newest, 1_000)).toEqual([{ newest: '8' }]);
});

it('takes a frozen server for unreachable within the time-out, and finds it again', async () => {
  await west.server.probe(1_000);
  west.process().signalTree('SIGSTOP');
  const startMs = clock.monotonicMs();
  await expect(west.server.probe(300)).rejects.toThrow();
  await expect(west.server.probe(300)).rejects.toThrow();
  expect(clock.monotonicMs() - startMs).toBeLessThan(1_500);
  west.process().signalTree('SIGCONT');
  await until(clock, { what: 'west to answer', ms: 10_000 }, () => west.server.probe(500));
});

it('has a question that is late take no other with it', async () => {
  await west.server.probe(1_000);
  west.process().signalTree('SIGSTOP');
  const asked = west.server.position(10_000);
  await expect(west.server.probe(300)).rejects.toThrow();
  west.process().signalTree('SIGCONT');
  expect(await asked).toMatchObject({ receivedLsn: expect.any(BigInt) });
});

it('waits for no standby with what it writes, where the service does', async () => {
  const set = async (names: string) => {
    await west.query(`alter system set synchronous_standby_names = '${names}'`);
    await west.query('select pg_reload_conf()');
  };
  const waiting = `select pid from pg_stat_activity where wait_event = 'SyncRep'`;
  await set('nobody');
  const refused = expect(write(west, 9, 3)).rejects.toThrow();
  await until(clock, { what: 'the wait', ms: 5_000 }, async () => {
    return (await west.query(waiting)).rowCount === 1;
  });
  await west.server.fence(4, 2_000);
  await refused;
  await west.server.unfence(4, 2_000);
  await west.server.raiseEpoch(5);
  expect(await west.server.epoch(1_000)).toBe(5);
  expect((await west.query(waiting)).rows).toEqual([]);
  await set('');
  await until(clock, { what: 'writes', ms: 5_000 }, async () => write(west, 10, 5));
});

it('has commits wait for nobody where all standbys are given up, and then again', async () => {
  appendFileSync(west.settings, `synchronous_standby_names = 'nobody'\n`);
  await west.query('alter system reset synchronous_standby_names');
  await west.query('select pg_reload_conf()');
  const names = async () => (await west.query('show synchronous_standby_names')).rows[0];
  const are = (what: string) =>
    until(clock, { what: `'${what}' to be waited for`, ms: 5_000, everyMs: 20 }, async () => {
      return (await names()).synchronous_standby_names === what;
    });
  await are('nobody');
  const written = write(west, 11, 5);
  expect(await west.server.commitAlone()).toBe('nobody');
  await written;
  await are('');
  expect(await west.server.commitAlone()).toBe('');
  await west.server.commitAsConfigured();
  await are('nobody');
  await west.query(`alter system set synchronous_standby_names = 'another'`);
  await west.query('select pg_reload_conf()');
  await are('another');
  await west.server.commitAsConfigured();
  await are('another');
});
