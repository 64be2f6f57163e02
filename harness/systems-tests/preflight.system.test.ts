import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Address, systemClock as clock, until } from '../../engine/index.ts';
import { buildAgent } from '../regions/simulated/agent.ts';
import { database, login, type Machine, startPrimary, startStandby } from './postgres-rig.ts';
import { refusalOf } from './preflight-rig.ts';
import { createRig, type Rig, startEtcd, startRedis } from './rig.ts';

const at = (port: number, host = '127.10.246.1'): Address => ({ host, port });
const seen = (address: Address) => ({ seenFrom: { '*': address } });
const users = [
  'requirepass secret',
  'user whole on >secret ~* +@all',
  'user no-replica on >secret ~* +@all -replicaof',
  'user no-config on >secret ~* +@all -config',
  'user blind on >secret ~* +@all -info',
];

let rig: Rig;
let primary: Machine;
let standby: Machine;
beforeAll(async () => {
  rig = createRig();
  await startRedis(rig, at(6379), undefined, users);
  await startEtcd(rig, at(2379));
  primary = await startPrimary(rig, at(5432));
  standby = await startStandby(rig, at(5432, '127.20.246.1'), primary);
});
afterAll(() => rig?.[Symbol.asyncDispose]());

const cache = (as: object) => refusalOf('redis', { redis: { ...seen(at(6379)), ...as } });

it('asks nothing of Redis that a user with all rights would be refused', async () => {
  await until(clock, { what: 'Redis', ms: 10_000 }, () =>
    cache({ username: 'whole', password: 'secret' }).then((why) => why === null),
  );
  expect(await cache({ password: 'secret' })).toBeNull();
});

it.each([
  ['no password', {}, /^refuses the login \(NOAUTH .*put right .*redis\.password/],
  ['a wrong password', { password: 'wrong' }, /^refuses the login \(WRONGPASS .*put right/],
  ['an unknown user', { username: 'nobody', password: 'secret' }, /^refuses the login \(WRONGPASS/],
  [
    'a user without REPLICAOF',
    { username: 'no-replica' },
    /^refuses what .*replicaof.*: allow its/,
  ],
  [
    'a user without CONFIG',
    { username: 'no-config' },
    /^refuses what .*NOPERM.*config.*: allow its/,
  ],
  ['a user without INFO', { username: 'blind' }, /^refuses what .*NOPERM.*info.*: allow its/],
])('finds that Redis refuses %s', async (_, as, why) => {
  const password = 'username' in as ? { password: 'secret' } : {};
  expect(await cache({ ...password, ...as })).toMatch(why);
});

const base = (as: object = {}, of = primary) =>
  refusalOf('postgres', {
    postgres: { ...seen(of.address), ...login, database, slots: {}, ...as },
  });

it('asks nothing of Postgres that its superuser would be refused', async () => {
  expect(await base()).toBeNull();
  expect(await base({}, standby)).toBeNull();
});

it.each([
  ['a wrong password', { password: 'wrong' }, /^refuses blackstart in .*password authentication/],
  ['a database it has not', { database: 'mars' }, /^refuses .*"mars" does not exist.*put right/],
])('finds that Postgres refuses %s', async (_, as, why) => {
  expect(await base(as)).toMatch(why);
});

it('names what a role lacks, until it has been granted', async () => {
  const plain = { user: 'plain', password: 'plain' };
  await primary.query(`create role plain login password 'plain'`);
  const lacking = await base(plain);
  expect(lacking).toMatch(/read and update blackstart\.fence: grant that; denies its role ALTER/);
  expect(lacking).toMatch(/pg_promote and pg_reload_conf, pg_signal_backend, REPLICATION: grant/);
  await primary.query(`
    grant usage on schema blackstart to plain;
    grant select, update on blackstart.fence to plain;
    grant alter system on parameter default_transaction_read_only, primary_conninfo,
      primary_slot_name, synchronous_standby_names to plain;
    grant execute on function pg_promote, pg_reload_conf to plain;
    grant pg_signal_backend to plain;
    alter role plain replication`);
  expect(await base(plain)).toBeNull();
});

it('finds that nothing refuses writes of old epochs', async () => {
  const alter = (how: string) =>
    primary.query(`alter table blackstart.operation ${how} trigger all`);
  await alter('disable');
  expect(await base()).toMatch(/^has no trigger that refuses old epochs, or it is off: run/);
  await alter('enable');
  expect(await base()).toBeNull();
  await primary.query('alter schema blackstart rename to elsewhere');
  expect(await base()).toMatch(/^has no table blackstart\.fence: run .*schema\.sql there$/);
  await primary.query('alter schema elsewhere rename to blackstart');
});

it('finds that a fence has lost its row', async () => {
  await primary.query('create table blackstart.kept as select * from blackstart.fence');
  await primary.query('truncate blackstart.fence');
  expect(await base()).toMatch(/^has 0 rows in its fence/);
  await primary.query('insert into blackstart.fence (epoch) select epoch from blackstart.kept');
  expect(await base()).toBeNull();
});

it('takes the version of a member of etcd', async () => {
  expect(await refusalOf('etcd', { etcd: seen(at(2379)) })).toBeNull();
});

it('finds that an agent refuses its token', async () => {
  const nothing = async () => '';
  const agent = buildAgent({
    ...{ region: 'west', token: 'right', others: [], follow: nothing, standAlone: nothing },
    machine: { capacity: async () => ({ cpu: 0, memory: 0, instances: 1 }) },
  });
  await agent.listen(at(7801));
  const asked = (token: string) => refusalOf('agent', { agent: { ...seen(at(7801)), token } });
  expect(await asked('right')).toBeNull();
  expect(await asked('wrong')).toMatch(/^refuses its token \(HTTP 401\): put right agent\.token/);
  await agent.close();
});

it('learns nothing of a server that is frozen', async () => {
  standby.process().signalTree('SIGSTOP');
  const as = { postgres: { ...seen(standby.address), ...login, database, slots: {} } };
  await expect(refusalOf('postgres', as, 1_000)).rejects.toThrow(/told nothing/);
  standby.process().signalTree('SIGCONT');
});
