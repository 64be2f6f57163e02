import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import {
  assigned,
  type EngineRig,
  endpointsOf,
  get,
  place,
  post,
  startEngineRig,
  store,
} from './engine-rig.ts';
import { write } from './postgres-rig.ts';

let world: EngineRig;
const primary = () => world.databases['us-east-1'];
const claims = () => world.claims.filter(({ step }) => step !== 'leads');
const statusOf = async (path: string) => (await get(path)).status;

beforeAll(async () => {
  world = await startEngineRig();
});
afterAll(() => world?.[Symbol.asyncDispose]());

it('refuses a bad plan with 64 and every error, before anything else', async () => {
  const plan = join(world.rig.directory, 'bad.yaml');
  const text = readFileSync('fixtures/plans/semantest.yaml', 'utf8');
  writeFileSync(
    plan,
    text.replace('leaseTtl: 5 s', 'leaseTtl: 5').replace('role: cold', 'role: x'),
  );
  const refused = world.rig.spawn({
    name: 'refused',
    command: process.execPath,
    args: ['engine/main.ts'],
    env: { BLACKSTART_PLAN: plan, BLACKSTART_ENDPOINTS: JSON.stringify(endpointsOf('us-west-2')) },
  });
  expect((await refused.exited).code).toBe(64);
  expect(readFileSync(refused.logFile, 'utf8')).toMatch(
    /bad.yaml:\d+: regions.eu-west-1.role[\s\S]*leaseTtl/,
  );
});

it('opens the routing control of one region only', async () => {
  expect(await statusOf('/routing/us-east-1')).toBe(200);
  expect(await statusOf('/routing/us-west-2')).toBe(503);
});

it('changes nothing for a blip that is shorter than the hold', async () => {
  primary().process().signalTree('SIGSTOP');
  await until(clock, { what: 'the blip to be seen', ms: 5_000 }, async () => {
    const { heldSinceMs } = (await (await get('/status')).json()) as { heldSinceMs: object };
    return Object.keys(heldSinceMs).length > 0;
  });
  primary().process().signalTree('SIGCONT');
  await until(clock, { what: 'the blip to be over', ms: 10_000 }, async () => {
    const { heldSinceMs } = (await (await get('/status')).json()) as { heldSinceMs: object };
    return Object.keys(heldSinceMs).length === 0;
  });
  expect(claims()).toEqual([]);
});

it('fences, promotes, raises the epoch and moves the rest when the primary dies', async () => {
  await write(primary(), 1, 1);
  await primary().process().kill();
  await until(clock, { what: 'activation to begin', ms: 30_000 }, () =>
    world.claimed('activate', 'started'),
  );
  await until(clock, { what: 'the rest', ms: 30_000 }, () => {
    const moved = ['repoint', 'cache', 'cache-followers', 'warm'];
    return moved.every((step) => world.claimed(step, 'succeeded'));
  });
  const order = claims()
    .filter(({ event, step }) => event === 'succeeded' && step !== 'close')
    .map(({ step }) => step);
  expect(order.slice(0, 2)).toEqual(['fence', 'promote']);
  expect(order).toContain('epoch');
  expect(
    claims()
      .slice(0, 2)
      .map(({ step }) => step),
  ).toEqual(['detected', 'decided']);
  expect(await assigned('writer')).toEqual({
    region: 'us-west-2',
    epoch: 2,
  });
  expect(await assigned('routing')).toEqual({ region: 'none', epoch: 2 });
  const { rows } = await world.databases['eu-west-1'].query(
    'select epoch::int from blackstart.fence',
  );
  expect(rows).toEqual([{ epoch: 2 }]);
});

it('leads no traffic to a region whose service is not ready, and records that', async () => {
  await until(clock, { what: 'activation to fail', ms: 30_000 }, () =>
    world.claimed('activate', 'failed'),
  );
  // It is tried once more, for as long as a service may take to start.
  await until(clock, { what: 'the end', ms: 30_000 }, () => world.claimed('recovered', 'failed'));
  expect(world.claimed('reroute', 'started')).toBeUndefined();
  const [record] = await store.list('blackstart/semantest/runbook/');
  expect(JSON.parse(record?.value ?? '')).toMatchObject({
    outcome: 'failed',
    epoch: 2,
    steps: { promote: { event: 'succeeded' }, activate: { event: 'failed' } },
  });
  expect(await statusOf('/routing/us-east-1')).toBe(503);
  expect(await statusOf('/routing/us-west-2')).toBe(503);
});

it('takes up again what failed past the commit, when an operator asks for it', async () => {
  expect((await post('/retry', { by: 'ada' }, 'eu-west-1')).status).toBe(202);
  await until(clock, { what: 'the leader to begin', ms: 10_000 }, () =>
    world.claimed('retried', 'noted'),
  );
  expect(await (await post('/retry', { by: 'ada' })).json()).toMatchObject({
    error: expect.stringMatching(/is running/),
  });
  // The service is as it was, and so is the end; what was done is not done again.
  const all = (step: string, event: string) =>
    claims().filter((claim) => claim.step === step && claim.event === event).length;
  await until(clock, { what: 'the end', ms: 60_000 }, () => all('recovered', 'failed') === 2);
  expect(all('promote', 'started')).toBe(1);
  expect(all('activate', 'started')).toBeGreaterThan(2);
  const status = await (await get('/status', world.leader())).json();
  expect(status).toMatchObject({ state: { phase: 'stuck' } });
});

it('keeps the last known routing while the control store is away', async () => {
  await place('routing', 'us-west-2', 2);
  await until(clock, { what: 'the change', ms: 5_000 }, async () => {
    return (await statusOf('/routing/us-west-2')) === 200;
  });
  await world.etcd.kill();
  expect(await statusOf('/routing/us-west-2')).toBe(200);
  expect(await statusOf('/routing/us-east-1')).toBe(503);
});

it('stops in order on SIGTERM', async () => {
  const engine = world.engines['us-west-2'];
  await engine.stop({ deadlineMs: 4_000 });
  expect(await engine.exited).toMatchObject({ code: 0 });
});
