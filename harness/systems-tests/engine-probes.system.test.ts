import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  systemClock as clock,
  type Endpoints,
  type Fact,
  factProbes,
  loadPlan,
  RedisServer,
  RegionAgent,
  until,
  Watcher,
} from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { buildAgent } from '../regions/simulated/agent.ts';
import { createServiceMachine } from '../regions/simulated/machine/service-machine.ts';
import { createTestbed, listening, type Testbed } from '../workload/testbed/servers.ts';
import { type ServiceRequest, startService } from '../workload/testbed/service.ts';
import { createRig, type Rig, startEtcd, startRedis } from './rig.ts';

const region = 'us-east-1';
const host = '127.10.254.1';
const at = (port: number) => ({ host, port });
const seen = (port: number) => ({ seenFrom: { '*': at(port) } });
const kafka = 9092;
const s3 = 4566;
const app = 3000;
const agentPort = 7801;
const token = 'secret';
const login = { user: 'u', password: 'p', database: 'd' };

const endpoints: Pick<Endpoints, 'home' | 'regions'> = {
  home: 'us-west-2',
  regions: {
    [region]: {
      postgres: { ...seen(5432), ...login, slots: {} },
      redis: seen(6379),
      kafka: seen(kafka),
      s3: { ...seen(s3), bucket: 'objects' },
      gateway: seen(8080),
      etcd: seen(2379),
    },
  },
};
const often = { everyMs: 50, timeoutMs: 500, failures: 2, successes: 2 };
const semantest = loadPlan('fixtures/plans/semantest.yaml');
const probes = {
  ...semantest.probes,
  redis: often,
  kafka: often,
  s3: often,
  etcd: often,
  gateway: { ...often, latencyWindowMs: 1_000 },
  capacity: often,
};

let rig: Rig;
let bed: Testbed;
let redis: ManagedProcess;
let etcd: ManagedProcess;
let gateway: ManagedProcess;
let service: ManagedProcess;
let agent: Awaited<ReturnType<typeof startAgent>>;
let watcher: Watcher;
const stop = new AbortController();

const request: ServiceRequest = {
  region,
  at: at(app),
  stores: {
    postgres: { ...at(5432), ...login },
    redis: at(6379),
    kafka: at(kafka),
    s3: { ...at(s3), bucket: 'objects' },
    etcd: at(2379),
  },
  leaseTtlMs: 1_500,
  dependencyTimeoutMs: 500,
};

async function startGateway(): Promise<ManagedProcess> {
  const part = await installPart('haproxy');
  const file = join(rig.directory, 'haproxy.cfg');
  const timeouts = ['connect', 'client', 'server'].map((of) => `  timeout ${of} 10s`).join('\n');
  writeFileSync(
    file,
    `defaults
  mode http
${timeouts}
listen gateway
  bind ${host}:8080
  server app ${host}:${app}
`,
  );
  const [command, env] = [part.program('haproxy'), part.environment];
  const started = rig.spawn({ name: 'haproxy', command, env, args: ['-db', '-f', file] });
  await listening(at(8080));
  return started;
}

/** The agent of the machine that the service runs on. */
async function startAgent() {
  const machine = createServiceMachine({
    ...{ region, clock, processes: bed.processes, pid: () => service.pid },
    neighboursFile: join(rig.directory, 'neighbours.json'),
    logFile: join(rig.directory, 'governor.log'),
  });
  const unasked = () => Promise.reject(new Error('not asked here'));
  const asked = { follow: unasked, standAlone: unasked, machine };
  const built = buildAgent({ region, token, others: [], ...asked });
  await built.listen(at(agentPort));
  return built;
}

const value = (of: Fact['of'], measure: Fact['measure']) =>
  watcher.facts().find((fact) => fact.of === of && fact.measure === measure)?.value;
const becomes = (of: Fact['of'], measure: Fact['measure'], wanted: Fact['value'] | undefined) =>
  until(clock, { what: `${of} ${measure} ${wanted}`, ms: 10_000, everyMs: 20 }, () => {
    return value(of, measure) === wanted;
  });

beforeAll(async () => {
  rig = createRig();
  bed = createTestbed();
  [redis, etcd, service] = await Promise.all([
    startRedis(rig, at(6379)),
    startEtcd(rig, at(2379)),
    startService(bed, request),
  ]);
  gateway = await startGateway();
  agent = await startAgent();
  const world = { clock, plan: { ...semantest, probes }, endpoints, postgres: {} };
  const servers = { [region]: new RedisServer(clock, at(6379)) };
  const agents = { [region]: new RegionAgent(clock, at(agentPort), token) };
  const made = factProbes({ ...world, redis: servers, agents }, () => region);
  watcher = new Watcher({ clock, probes: made, onChange: () => undefined });
  void watcher.run(stop.signal);
});
afterAll(async () => {
  stop.abort();
  await agent?.close();
  await bed?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

it('finds up what answers and down what refuses, and the region by their share', async () => {
  for (const of of ['redis', 'etcd'] as const) await becomes(of, 'reachable', true);
  await becomes('gateway', 'healthy', true);
  for (const of of ['kafka', 's3'] as const) await becomes(of, 'reachable', false);
  expect(value('region', 'availability')).toBe(3 / 5);
  expect(watcher.errors()[`kafka ${region}`]).toMatch(/ECONNREFUSED/);
  expect(value('gateway', 'latency-p95')).toBeLessThan(500);
});

it('is told by the agent how much of its machine the service uses', async () => {
  const told = { what: 'the capacity', ms: 10_000 };
  await until(clock, told, () => value('region', 'cpu') !== undefined);
  expect(value('region', 'cpu')).toBeGreaterThanOrEqual(0);
  expect(value('region', 'cpu')).toBeLessThanOrEqual(1);
  // It holds some 100 MiB of 8 GiB.
  expect(value('region', 'memory')).toBeGreaterThan(0.003);
  expect(value('region', 'memory')).toBeLessThan(0.1);
});

it.each([
  ['redis', () => redis],
  ['etcd', () => etcd],
] as const)(
  'finds a frozen %s down, over the connection it had, and up again',
  async (of, which) => {
    which().signalTree('SIGSTOP');
    await becomes(of, 'reachable', false);
    expect(watcher.errors()[`${of} ${region}`]).toMatch(/waited 500 ms/);
    expect(value('region', 'availability')).toBe(2 / 5);
    which().signalTree('SIGCONT');
    await becomes(of, 'reachable', true);
  },
);

it('finds a gateway before a frozen service failing and slow, which uses nothing', async () => {
  service.signalTree('SIGSTOP');
  await becomes('gateway', 'healthy', false);
  await becomes('gateway', 'latency-p95', 500);
  await becomes('region', 'cpu', 0);
  expect(value('region', 'failed-checks')).toBeGreaterThanOrEqual(2);
  service.signalTree('SIGCONT');
  await becomes('gateway', 'healthy', true);
  await becomes('region', 'failed-checks', 0);
  await until(clock, { what: 'a short p95', ms: 10_000 }, () => {
    return Number(value('gateway', 'latency-p95')) < 500;
  });
});

it('asks a cache over a new connection after one that fell silent', async () => {
  const paths: { client: Socket; server: Socket }[] = [];
  const relay = createServer((client) => {
    const server = connect(at(6379));
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.pipe(server).pipe(client);
    client.once('close', () => server.destroy());
    paths.push({ client, server });
  });
  await new Promise<void>((resolve) => relay.listen(6380, host, resolve));
  const cache = new RedisServer(clock, at(6380));
  expect(await cache.probe(500)).toEqual({ role: 'master' });
  paths[0]?.client.unpipe();
  await expect(cache.probe(200)).rejects.toThrow(/waited 200 ms/);
  expect(await cache.probe(500)).toEqual({ role: 'master' });
  expect(await cache.probe(500)).toEqual({ role: 'master' });
  expect(paths).toHaveLength(2);
  for (const { client } of paths) client.destroy();
  relay.close();
});

it('finds a dead gateway, a dead cache and a dead member down', async () => {
  await Promise.all([gateway.kill(), redis.kill(), etcd.kill()]);
  await becomes('gateway', 'healthy', false);
  for (const of of ['redis', 'etcd'] as const) await becomes(of, 'reachable', false);
  expect(value('region', 'availability')).toBe(0);
});
