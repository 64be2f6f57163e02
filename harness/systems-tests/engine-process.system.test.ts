import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Address,
  systemClock as clock,
  controlKeys,
  type Endpoints,
  etcdStore,
  scalePlan,
  until,
} from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import {
  database,
  login,
  type Machine,
  startPrimary,
  startStandby,
  write,
} from './postgres-rig.ts';
import { createRig, type Rig, startEtcd, startRedis } from './rig.ts';

interface Claim {
  readonly step: string;
  readonly event: string;
  readonly epoch?: number;
  readonly detail?: string;
}

const hosts = {
  'us-east-1': '127.10.252.1',
  'us-west-2': '127.20.252.1',
  'eu-west-1': '127.30.252.1',
};
const regions = Object.keys(hosts) as (keyof typeof hosts)[];
const at = (region: keyof typeof hosts, port: number): Address => ({ host: hosts[region], port });
const all = (address: Address) => ({ '*': address });
const listen = at('us-west-2', 7800);
const etcd = at('us-west-2', 2379);
const store = etcdStore([etcd], 1_000);
const keys = controlKeys('semantest');
const slots = { 'us-east-1': 'us_east_1', 'us-west-2': 'us_west_2', 'eu-west-1': 'eu_west_1' };

const endpoints: Endpoints = {
  home: 'us-west-2',
  listen,
  regions: Object.fromEntries(
    regions.map((region) => [
      region,
      {
        postgres: { seenFrom: all(at(region, 5432)), ...login, database, slots },
        redis: { seenFrom: all(at(region, 6379)) },
        kafka: { seenFrom: all(at(region, 9092)) },
        s3: { seenFrom: all(at(region, 4566)), bucket: region },
        gateway: { seenFrom: all(at(region, 8080)) },
        etcd: { seenFrom: all(region === 'us-west-2' ? etcd : at(region, 2379)) },
      },
    ]),
  ),
  route53: { seenFrom: all(at('us-east-1', 4566)) },
  vantages: Object.fromEntries(
    [...regions, 'ap-south-1'].map((name) => [name, { resolver: at('us-west-2', 5353) }]),
  ),
  service: { name: 'api.semantest.test', records: hosts },
};

let rig: Rig;
let member: ManagedProcess;
let primary: Machine;
let far: Machine;
let engine: ManagedProcess;
const claims: Claim[] = [];

function startEngine(planFile: string): ManagedProcess {
  const started = rig.spawn({
    name: 'engine',
    command: process.execPath,
    args: ['engine/main.ts'],
    env: { BLACKSTART_PLAN: planFile, BLACKSTART_ENDPOINTS: JSON.stringify(endpoints) },
    piped: true,
  });
  if (started.stdout) {
    createInterface({ input: started.stdout }).on('line', (line) => {
      claims.push(JSON.parse(line).claim);
    });
  }
  return started;
}

const get = (path: string) => fetch(`http://${listen.host}:${listen.port}${path}`);
const statusOf = async (path: string) => (await get(path)).status;
const claimed = (step: string, event: string) =>
  claims.find((claim) => claim.step === step && claim.event === event);
const place = (which: 'writer' | 'routing', region: string, epoch: number) =>
  store.put(keys[which], JSON.stringify({ region, epoch }));

beforeAll(async () => {
  rig = createRig();
  member = await startEtcd(rig, etcd);
  await startRedis(rig, at('us-east-1', 6379));
  for (const region of ['us-west-2', 'eu-west-1'] as const) {
    await startRedis(rig, at(region, 6379), at('us-east-1', 6379));
  }
  primary = await startPrimary(rig, at('us-east-1', 5432));
  await startStandby(rig, at('us-west-2', 5432), primary);
  far = await startStandby(rig, at('eu-west-1', 5432), primary);
  await place('writer', 'us-east-1', 1);
  await place('routing', 'us-east-1', 1);
  const plan = join(rig.directory, 'plan.yaml');
  writeFileSync(plan, scalePlan(readFileSync('fixtures/plans/semantest.yaml', 'utf8'), 0.1));
  engine = startEngine(plan);
  await until(clock, { what: 'the engine', ms: 20_000 }, async () => (await get('/health')).ok);
});
afterAll(() => rig[Symbol.asyncDispose]());

it('refuses a bad plan with 64 and every error, before anything else', async () => {
  const plan = join(rig.directory, 'bad.yaml');
  const text = readFileSync('fixtures/plans/semantest.yaml', 'utf8');
  writeFileSync(
    plan,
    text.replace('leaseTtl: 5 s', 'leaseTtl: 5').replace('role: cold', 'role: x'),
  );
  const refused = rig.spawn({
    name: 'refused',
    command: process.execPath,
    args: ['engine/main.ts'],
    env: { BLACKSTART_PLAN: plan, BLACKSTART_ENDPOINTS: JSON.stringify(endpoints) },
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
  primary.process().signalTree('SIGSTOP');
  await until(clock, { what: 'the blip to be seen', ms: 5_000 }, async () => {
    const { heldSinceMs } = (await (await get('/status')).json()) as { heldSinceMs: object };
    return Object.keys(heldSinceMs).length > 0;
  });
  primary.process().signalTree('SIGCONT');
  await until(clock, { what: 'the blip to be over', ms: 10_000 }, async () => {
    const { heldSinceMs } = (await (await get('/status')).json()) as { heldSinceMs: object };
    return Object.keys(heldSinceMs).length === 0;
  });
  expect(claims).toEqual([]);
});

it('fences, promotes, raises the epoch and moves the rest when the primary dies', async () => {
  await write(primary, 1, 1);
  await primary.process().kill();
  await until(clock, { what: 'activation to begin', ms: 30_000 }, () =>
    claimed('activate', 'started'),
  );
  await until(clock, { what: 'the rest', ms: 30_000 }, () => {
    const moved = ['repoint', 'cache', 'cache-followers', 'warm'];
    return moved.every((step) => claimed(step, 'succeeded'));
  });
  const order = claims.filter(({ event }) => event === 'succeeded').map(({ step }) => step);
  expect(order.slice(0, 2)).toEqual(['fence', 'promote']);
  expect(order).toContain('epoch');
  expect(claims.slice(0, 2).map(({ step }) => step)).toEqual(['detected', 'decided']);
  expect(JSON.parse((await store.get(keys.writer))?.value ?? '')).toEqual({
    region: 'us-west-2',
    epoch: 2,
  });
  expect(JSON.parse((await store.get(keys.routing))?.value ?? '').region).toBe('us-east-1');
  const { rows } = await far.query('select epoch::int from blackstart.fence');
  expect(rows).toEqual([{ epoch: 2 }]);
});

it('does not lead traffic to a region whose service is not ready, and keeps that on record', async () => {
  await until(clock, { what: 'activation to fail', ms: 30_000 }, () =>
    claimed('activate', 'failed'),
  );
  await until(clock, { what: 'the end', ms: 10_000 }, () => claimed('recovered', 'failed'));
  expect(claimed('reroute', 'started')).toBeUndefined();
  const [record] = await store.list('blackstart/semantest/runbook/');
  expect(JSON.parse(record?.value ?? '')).toMatchObject({
    outcome: 'failed',
    epoch: 2,
    steps: { promote: { event: 'succeeded' }, activate: { event: 'failed' } },
  });
  expect(await statusOf('/routing/us-east-1')).toBe(200);
});

it('keeps the last known routing while the control store is away', async () => {
  await place('routing', 'us-west-2', 2);
  await until(clock, { what: 'the change', ms: 5_000 }, async () => {
    return (await statusOf('/routing/us-west-2')) === 200;
  });
  await member.kill();
  expect(await statusOf('/routing/us-west-2')).toBe(200);
  expect(await statusOf('/routing/us-east-1')).toBe(503);
});

it('stops in order on SIGTERM', async () => {
  await engine.stop({ deadlineMs: 2_000 });
  expect(await engine.exited).toMatchObject({ code: 0 });
});
