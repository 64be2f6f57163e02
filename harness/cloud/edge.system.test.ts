import { spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock, until } from '../../engine/index.ts';
import { type CloudConfig, cloudConfigVariable } from './config.ts';
import { type ProvisionedRoute53, provisionRoute53 } from './provision-route53.ts';
import { createRoute53Client } from './route53/client.ts';
import { readZone } from './route53/read-zone.ts';
import type { CheckLayout, Route53Layout } from './route53-layout.ts';
import { askDns } from './testbed/ask-dns.ts';
import { startEndpoint } from './testbed/endpoint.ts';
import { startLocalStack } from './testbed/localstack.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const slot = 1 + (process.pid % 250);
const east = { machine: `127.110.${slot}.1`, link: `127.110.${slot}.101` };
const west = { machine: `127.120.${slot}.1`, link: `127.120.${slot}.101` };
const api = { host: `127.130.${slot}.1`, port: 4566 };
const authority = { host: `127.130.${slot}.2`, port: 5353 };
const resolver = { host: `127.130.${slot}.3`, port: 5353 };
const name = 'api.semantest.test';

const http = (host: string, port: number, path: string): CheckLayout => ({
  type: 'HTTP',
  host,
  port,
  path,
  intervalSeconds: 10,
  failureThreshold: 2,
  from: ['us-east-1', 'us-west-2', 'eu-west-1'],
});
/** Three controllers; two of them on one machine, at ports of their own. */
const doors = [
  { at: east, port: 7800 },
  { at: west, port: 7800 },
  { at: west, port: 7801 },
];
function doorsOf(region: string): Record<string, CheckLayout> {
  const checks = doors.map(({ at, port }, index) => {
    return [`${region}-door-${index}`, http(at.machine, port, `/routing/${region}`)] as const;
  });
  return Object.fromEntries(checks);
}
const layout: Route53Layout = {
  reference: 'test',
  zone: 'semantest.test',
  service: name,
  ttlSeconds: 60,
  ttlClosedSeconds: 60,
  checks: {
    'api-us-east-1': http(east.machine, 8080, '/health'),
    'api-us-west-2': http(west.machine, 8080, '/health'),
    ...doorsOf('us-east-1'),
    ...doorsOf('us-west-2'),
    'database-us-east-1': { ...http(east.machine, 5432, '/'), type: 'TCP' },
  },
  majorities: {
    'routing-us-east-1': Object.keys(doorsOf('us-east-1')),
    'routing-us-west-2': Object.keys(doorsOf('us-west-2')),
  },
  failover: [
    {
      region: 'us-east-1',
      host: east.machine,
      mustBeHealthy: ['api-us-east-1', 'routing-us-east-1'],
    },
    {
      region: 'us-west-2',
      host: west.machine,
      mustBeHealthy: ['api-us-west-2', 'routing-us-west-2'],
    },
  ],
};
// 10 s between checks become 500 ms, a TTL of 60 s becomes 3 s.
const timeScale = 0.05;
const routes = { [east.machine]: east.link, [west.machine]: west.link };
const config: CloudConfig = {
  timeScale,
  zone: layout.zone,
  route53: api,
  authority,
  propagation: { pollMs: 100, delayMs: 0 },
  checkers: { 'us-east-1': { routes }, 'us-west-2': { routes }, 'eu-west-1': { routes } },
  resolvers: { 'us-east-1': resolver },
  locations: {},
  buckets: {},
};

const resources = new AsyncDisposableStack();
const client = createRoute53Client(api);
let localstack: Awaited<ReturnType<typeof startLocalStack>>;
let gateways: Awaited<ReturnType<typeof startEndpoint>>[];
let controls: Awaited<ReturnType<typeof startEndpoint>>[];
let edge: ReturnType<typeof spawn>;
let provisioned: ProvisionedRoute53;

beforeAll(async () => {
  localstack = resources.use(await startLocalStack(api));
  controls = await Promise.all(doors.map(({ at, port }) => startEndpoint({ host: at.link, port })));
  for (const control of controls) resources.use(control);
  gateways = await Promise.all(
    [east, west].map(({ link }) => startEndpoint({ host: link, port: 8080 })),
  );
  for (const gateway of gateways) resources.use(gateway).statuses.set('/health', 200);
  openOnly('us-east-1');
  edge = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, [cloudConfigVariable]: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  resources.defer(() => void edge.kill('SIGKILL'));
  provisioned = await provisionRoute53(client, layout);
  const [line] = await once(createInterface({ input: edge.stdout ?? process.stdin }), 'line');
  expect(JSON.parse(line)).toEqual({ ready: true });
});

afterAll(() => resources.disposeAsync());

/** What these controllers say; all of them, unless named by their number. */
function openOnly(region: string, of: readonly number[] = [0, 1, 2]): void {
  for (const index of of) {
    for (const each of ['us-east-1', 'us-west-2']) {
      controls[index]?.statuses.set(`/routing/${each}`, each === region ? 200 : 503);
    }
  }
}

const answered = (host: string, ms = 10_000) =>
  until(systemClock, { what: `answer ${host}`, ms, everyMs: 50 }, async () => {
    const { values } = await askDns(authority, name);
    return values[0] === host;
  });

test('the API keeps what was laid out, and a repetition changes nothing', async () => {
  expect(await provisionRoute53(client, layout)).toEqual(provisioned);
  const zone = await readZone(client, layout.zone);
  const open = zone.healthChecks.find(({ name: reference }) => reference === 'test/open-us-east-1');
  expect(open).toMatchObject({ type: 'CALCULATED', healthThreshold: 2 });
  expect(open?.children).toEqual([
    provisioned.healthChecks['api-us-east-1'],
    provisioned.healthChecks['routing-us-east-1'],
  ]);
  const routing = zone.healthChecks.find(({ name }) => name === 'test/routing-us-east-1');
  expect(routing).toMatchObject({ type: 'CALCULATED', healthThreshold: 2 });
  expect(routing?.children).toHaveLength(3);
  expect(zone.healthChecks).toHaveLength(13);
});

test('the authority answers with the record’s TTL, and knows what is not there', async () => {
  await answered(east.machine);
  expect(await askDns(authority, name)).toEqual({
    rcode: 'NOERROR',
    authoritative: true,
    values: [east.machine],
    ttl: 60,
  });
  expect(await askDns(authority, 'none.semantest.test')).toMatchObject({ rcode: 'NXDOMAIN' });
  expect(await askDns(authority, name, 'AAAA')).toMatchObject({ rcode: 'NOERROR', values: [] });
  expect(await askDns(authority, 'example.com')).toMatchObject({ rcode: 'REFUSED' });
});

test('clients resolve through their vantage', async () => {
  const dns = new Resolver();
  dns.setServers([`${resolver.host}:${resolver.port}`]);
  expect(await dns.resolve4(name)).toEqual([east.machine]);
  await expect(dns.resolve4('none.semantest.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(gateways[0]?.hosts).toEqual(new Set([`${east.machine}:8080`]));
});

test('an answer follows routing control; a resolver keeps the old one for its TTL', async () => {
  openOnly('us-west-2');
  await until(systemClock, { what: 'a fresh answer in the cache', ms: 5_000 }, async () => {
    const { ttl } = await askDns(resolver, name);
    return ttl === 60;
  });
  const cachedMs = systemClock.monotonicMs();
  await answered(west.machine, 2_500);
  expect((await askDns(resolver, name)).values).toEqual([east.machine]);
  await until(systemClock, { what: 'the new answer', ms: 5_000, everyMs: 20 }, async () => {
    const { values } = await askDns(resolver, name);
    return values[0] === west.machine;
  });
  const keptMs = systemClock.monotonicMs() - cachedMs;
  expect(keptMs).toBeGreaterThan(60_000 * timeScale - 100);
  expect(keptMs).toBeLessThan(60_000 * timeScale + 1_000);
});

test('an open region whose gateway goes 503 is left', async () => {
  for (const { statuses } of controls) statuses.set('/routing/us-east-1', 200);
  await answered(east.machine);
  gateways[0]?.statuses.set('/health', 503);
  await answered(west.machine);
  gateways[0]?.statuses.set('/health', 200);
  await answered(east.machine);
});

test('with nobody in charge the primary is answered', async () => {
  openOnly('us-west-2');
  await answered(west.machine);
  openOnly('none');
  await answered(east.machine);
  openOnly('us-east-1');
});

test('one controller alone moves nothing, and two of three do', async () => {
  openOnly('us-west-2', [0]);
  // Longer than what a change took above: two checks from every place, and a reading of the zone.
  await expect(answered(west.machine, 2_500)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  openOnly('us-west-2', [1]);
  await answered(west.machine);
  openOnly('us-east-1');
  await answered(east.machine);
});

test('a change of the zone reaches the answers', async () => {
  const record = { Name: 'new.semantest.test', Type: 'A', TTL: 5 } as const;
  const set = { ...record, ResourceRecords: [{ Value: '127.0.0.9' }] };
  await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: provisioned.zoneId,
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: set }] },
    }),
  );
  await until(systemClock, { what: 'the new record', ms: 5_000 }, async () => {
    const { values } = await askDns(authority, record.Name);
    return values[0] === '127.0.0.9';
  });
});

test('with the API gone it answers, checks and fails over all the same', async () => {
  await localstack.kill();
  await expect(readZone(client, layout.zone)).rejects.toThrow();
  await answered(east.machine);
  openOnly('us-west-2');
  await answered(west.machine);
});

test('it ends within two seconds of SIGTERM', async () => {
  const exited = once(edge, 'exit');
  const startMs = systemClock.monotonicMs();
  edge.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(systemClock.monotonicMs() - startMs).toBeLessThan(2_000);
});
