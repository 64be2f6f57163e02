import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { type DnsRig, startDnsRig } from './dns-rig.ts';

const move = { from: 'us-east-1', to: 'us-west-2' };
let rig: DnsRig;
let before: Awaited<ReturnType<DnsRig['zone']>>;

beforeAll(async () => {
  rig = await startDnsRig();
  before = await rig.zone();
});
afterAll(() => rig[Symbol.asyncDispose]());
beforeEach(async () => {
  rig.open('us-east-1', 'us-west-2');
  for (const { statuses } of Object.values(rig.gateways)) statuses.set('/ready', 200);
  await rig.leadsTo('us-east-1');
});

const primaryIn = ({ records }: typeof before) =>
  records.find(({ failover }) => failover === 'PRIMARY')?.values[0];
const databaseIn = ({ healthChecks }: typeof before) =>
  healthChecks.find(({ name }) => name === 'test/database-us-east-1')?.target?.host;

it('moves records and checks, is seen from four vantages, and can be undone', async () => {
  const system = rig.system();
  const { steps, endpoint } = await system.failOver(move);
  expect(steps.map(({ name }) => name)).toEqual([
    'validate-before',
    'records',
    'health-checks',
    'propagation',
    'validate-after',
  ]);
  expect(endpoint).toBe(rig.machines['us-west-2']);
  expect(await rig.answers()).toEqual([rig.machines['us-west-2']]);
  const after = await rig.zone();
  expect(primaryIn(after)).toBe(rig.machines['us-west-2']);
  expect(databaseIn(after)).toBe(rig.machines['us-west-2']);
  await system.undo(move);
  await system.undo(move);
  expect(await rig.zone()).toEqual(before);
  await rig.leadsTo('us-east-1');
});

it('leaves the routing control in charge, and is answered when nobody is', async () => {
  const system = rig.system();
  await system.failOver(move);
  rig.open('us-east-1');
  await rig.leadsTo('us-east-1');
  rig.open();
  await rig.leadsTo('us-west-2');
  await system.undo(move);
});

it('is rolled back if one vantage does not see it', async () => {
  const failed = rig.system({ deaf: 'ap-south-1' }).failOver(move);
  await expect(failed).rejects.toMatchObject({
    code: 'DNS_FAILOVER_FAILED',
    rolledBack: true,
    message: expect.stringMatching(/ap-south-1 to resolve api\.semantest\.test/),
  });
  expect(await rig.zone()).toEqual(before);
});

it('is rolled back if the service that traffic is led to cannot write', async () => {
  const { statuses } = rig.gateways['us-west-2'];
  const once = {
    probe: async (timeoutMs: number) => {
      const found = await rig.service['us-west-2'].probe(timeoutMs);
      statuses.set('/ready', 503);
      return found;
    },
  };
  const failed = rig.system({ services: { 'us-west-2': once } }).failOver(move);
  await expect(failed).rejects.toMatchObject({
    code: 'DNS_FAILOVER_FAILED',
    rolledBack: true,
    message: expect.stringMatching(/the service of us-west-2 says 503/),
  });
  expect(await rig.zone()).toEqual(before);
});

it.each([
  ['a region whose service cannot write', move, /the service of us-west-2 says 503/],
  ['a region without a record', { from: 'us-east-1', to: 'eu-west-1' }, /records of the failover/],
  ['the region that it is in', { from: 'us-east-1', to: 'us-east-1' }, /records of the failover/],
])('refuses %s before it changes anything', async (_, refused, message) => {
  rig.gateways['us-west-2'].statuses.set('/ready', 503);
  const failed = rig.system().failOver(refused);
  await expect(failed).rejects.toMatchObject({ code: 'DNS_NOT_READY', message });
  expect(await rig.zone()).toEqual(before);
});

it('once aborted it stops where it is, and another one ends or undoes it', async () => {
  const lead = new AbortController();
  const stopped = rig.system({ deaf: 'ap-south-1' }).failOver(move, lead.signal);
  const seen = expect(stopped).rejects.toThrow('deposed');
  await until(clock, { what: 'the change', ms: 5_000 }, async () => {
    return databaseIn(await rig.zone()) === rig.machines['us-west-2'];
  });
  lead.abort(new Error('deposed'));
  await seen;
  expect(primaryIn(await rig.zone())).toBe(rig.machines['us-west-2']);
  await rig.system().undo(move);
  expect(await rig.zone()).toEqual(before);
});

it('says so if the API dies on the way: then nobody can roll back', async () => {
  const failed = rig.system({ deaf: 'ap-south-1' }).failOver(move);
  const seen = expect(failed).rejects.toMatchObject({
    code: 'DNS_FAILOVER_FAILED',
    rolledBack: false,
  });
  await until(clock, { what: 'the change', ms: 5_000 }, async () => {
    return databaseIn(await rig.zone()) === rig.machines['us-west-2'];
  });
  await rig.loseApi();
  await seen;
  // Names are answered all the same, and the routing control still moves them.
  rig.open('us-east-1');
  await rig.leadsTo('us-east-1');
  await expect(rig.system().failOver(move)).rejects.toThrow(/ECONNREFUSED/);
});
