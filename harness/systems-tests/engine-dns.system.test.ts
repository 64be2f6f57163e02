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
  records.find(({ name, failover }) => name.startsWith('regions.') && failover === 'PRIMARY')
    ?.values[0];
const databaseIn = ({ healthChecks }: typeof before) =>
  healthChecks.find(({ name }) => name === 'test/database-us-east-1')?.target?.host;

it('moves records and checks, is seen from four vantages, and can be undone', async () => {
  const system = rig.system();
  expect(await system.validate()).toEqual({ leader: 'us-east-1', followers: ['us-west-2'] });
  const moved = await system.failOver();
  expect(moved).toMatchObject(move);
  const names = moved.moves.map(({ name }) => name);
  expect(names).toEqual(['records', 'health-checks', 'propagation', 'validate']);
  expect(await system.validate()).toEqual({ leader: 'us-west-2', followers: ['us-east-1'] });
  expect(await rig.answers()).toEqual([rig.machines['us-west-2']]);
  const after = await rig.zone();
  expect(primaryIn(after)).toBe(rig.machines['us-west-2']);
  expect(databaseIn(after)).toBe(rig.machines['us-west-2']);
  await system.undo(moved);
  await system.undo(moved);
  expect(await rig.zone()).toEqual(before);
  await rig.leadsTo('us-east-1');
});

it.each([
  ['a vantage hears nobody', { deaf: 'ap-south-1' }, /^nobody answers at ap-south-1/],
  ['the routing control leads elsewhere', { open: 'us-west-2' }, /^us-east-1 is not led to/],
  ['its service cannot write', { ready: 503 }, /^the service of us-east-1 says 503/],
  ['a health check is elsewhere', { watch: 'us-west-2' }, /^TCP is watched at/],
] as const)('is not sound while %s', async (_, but, words) => {
  if ('open' in but) {
    rig.open(but.open);
    await rig.leadsTo(but.open);
  }
  if ('ready' in but) rig.gateways['us-east-1'].statuses.set('/ready', but.ready);
  if ('watch' in but) await rig.watchDatabaseIn(but.watch);
  const { problems } = await rig
    .system('deaf' in but ? { deaf: but.deaf } : {})
    .validate()
    .catch((error) => error);
  expect(problems[0]).toMatch(words);
  if ('watch' in but) await rig.watchDatabaseIn('us-east-1');
  expect(await rig.zone()).toEqual(before);
});

it('ends what another one has begun, and refuses when there is nothing to end', async () => {
  const system = rig.system();
  const moved = await system.failOver();
  await rig.watchDatabaseIn('us-east-1');
  await expect(system.validate()).rejects.toThrow(/TCP is watched at/);
  expect(await system.failOver('us-west-2')).toMatchObject(move);
  expect(await system.validate()).toMatchObject({ leader: 'us-west-2' });
  await expect(system.failOver('us-west-2')).rejects.toThrow(/records of the failover/);
  await system.undo(moved);
  expect(await rig.zone()).toEqual(before);
});

it('leaves the routing control in charge, and the first answered when nobody is', async () => {
  const system = rig.system();
  const moved = await system.failOver();
  rig.open('us-east-1');
  await rig.leadsTo('us-east-1');
  rig.open('us-west-2');
  await rig.leadsTo('us-west-2');
  rig.open();
  await rig.leadsTo('us-east-1');
  await system.undo(moved);
});

it.each(['records', 'health-checks', 'propagation', 'validate'])(
  'a failure after %s leaves everything as it was',
  async (name) => {
    const onMove = (move: { readonly name: string }) => {
      if (move.name === name) throw new Error('injected');
    };
    const failed = rig.system({ onMove }).failOver();
    await expect(failed).rejects.toMatchObject({ code: 'MOVE_FAILED', stands: 'old' });
    expect(await rig.zone()).toEqual(before);
  },
);

it('is rolled back if one vantage does not see it', async () => {
  const failed = rig.system({ deaf: 'ap-south-1' }).failOver();
  await expect(failed).rejects.toMatchObject({
    code: 'MOVE_FAILED',
    stands: 'old',
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
  const failed = rig.system({ services: { 'us-west-2': once } }).failOver();
  await expect(failed).rejects.toMatchObject({
    code: 'MOVE_FAILED',
    stands: 'old',
    message: expect.stringMatching(/the service of us-west-2 says 503/),
  });
  expect(await rig.zone()).toEqual(before);
});

it.each([
  ['a region whose service cannot write', 'us-west-2', /the service of us-west-2 says 503/],
  ['a region without a record', 'eu-west-1', /records of the failover/],
  ['the region that it is in', 'us-east-1', /records of the failover/],
])('refuses %s before it changes anything', async (_, to, message) => {
  rig.gateways['us-west-2'].statuses.set('/ready', 503);
  const failed = rig.system().failOver(to);
  await expect(failed).rejects.toMatchObject({ code: 'SYSTEM_UNSOUND', message });
  expect(await rig.zone()).toEqual(before);
});

it('says so if the API dies on the way: then nobody can roll back', async () => {
  const failed = rig.system({ deaf: 'ap-south-1' }).failOver();
  const seen = expect(failed).rejects.toMatchObject({
    code: 'MOVE_FAILED',
    stands: 'unknown',
  });
  await until(clock, { what: 'the change', ms: 5_000 }, async () => {
    return databaseIn(await rig.zone()) === rig.machines['us-west-2'];
  });
  await rig.loseApi();
  await seen;
  // Names are answered all the same, and the routing control still moves them.
  rig.open('us-east-1');
  await rig.leadsTo('us-east-1');
  await expect(rig.system().failOver()).rejects.toThrow(/ECONNREFUSED/);
});
