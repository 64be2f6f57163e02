import { ChangeResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock, until } from '../../engine/index.ts';
import { randomFrom } from '../workload/random.ts';
import { startEdge } from './edge.ts';
import { type ProvisionedRoute53, provisionRoute53 } from './provision-route53.ts';
import { createRoute53Client } from './route53/client.ts';
import { readZone } from './route53/read-zone.ts';
import type { CheckLayout, Route53Layout } from './route53-layout.ts';
import { askDns } from './testbed/ask-dns.ts';
import { startEndpoint } from './testbed/endpoint.ts';
import { startLocalStack } from './testbed/localstack.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const slot = 1 + (process.pid % 250);
const east = `127.110.${slot}.1`;
const west = `127.120.${slot}.1`;
const europe = `127.130.${slot}.1`;
const at = (last: number, port = 5353) => ({ host: `127.140.${slot}.${last}`, port });
const api = at(1, 4566);
const authority = at(2);
const resolvers = {
  'us-east-1': at(3),
  'us-west-2': at(4),
  'eu-west-1': at(5),
  'ap-south-1': at(6),
};
const spread = 'spread.semantest.test';

const http = (host: string): CheckLayout => ({
  type: 'HTTP',
  host,
  port: 8080,
  path: '/health',
  intervalSeconds: 10,
  // At this scale a probe has 100 ms for its answer, and a busy machine is late once now and then.
  failureThreshold: 3,
  from: ['us-east-1'],
});
const layout: Route53Layout = {
  reference: 'test',
  zone: 'semantest.test',
  service: 'api.semantest.test',
  ttlSeconds: 10,
  ttlClosedSeconds: 2,
  checks: { east: http(east), west: http(west), europe: http(europe) },
  majorities: {},
  failover: [
    { region: 'us-east-1', host: east, mustBeHealthy: ['east'] },
    { region: 'us-west-2', host: west, mustBeHealthy: ['west'] },
  ],
  lastResort: { region: 'eu-west-1', host: europe, mustBeHealthy: ['europe'] },
  geolocation: {
    name: 'nearest.semantest.test',
    answers: {
      'north-america': { region: 'us-east-1', host: east, mustBeHealthy: ['east'] },
      europe: { region: 'eu-west-1', host: europe, mustBeHealthy: ['europe'] },
      default: { region: 'us-west-2', host: west, mustBeHealthy: ['west'] },
    },
  },
};

const resources = new AsyncDisposableStack();
const client = createRoute53Client(api);
let gateways: Record<string, Awaited<ReturnType<typeof startEndpoint>>>;
let provisioned: ProvisionedRoute53;

beforeAll(async () => {
  resources.use(await startLocalStack(api));
  gateways = {};
  for (const host of [east, west, europe]) {
    const gateway = resources.use(await startEndpoint({ host, port: 8080 }));
    gateway.statuses.set('/health', 200);
    gateways[host] = gateway;
  }
  provisioned = await provisionRoute53(client, layout);
  const config = {
    // 10 s between checks become 500 ms, and so does the TTL.
    timeScale: 0.05,
    zone: layout.zone,
    route53: api,
    authority,
    propagation: { pollMs: 100, delayMs: 0 },
    checkers: { 'us-east-1': { routes: { [east]: east, [west]: west, [europe]: europe } } },
    resolvers,
    locations: {
      'us-east-1': { continent: 'NA', country: 'US' },
      'us-west-2': { continent: 'NA', country: 'US' },
      'eu-west-1': { continent: 'EU', country: 'IE' },
      'ap-south-1': { continent: 'AS', country: 'IN' },
    },
    buckets: {},
  };
  const tools = { clock: systemClock, random: randomFrom(1), log: pino({ enabled: false }) };
  resources.use(await startEdge(config, tools));
});

afterAll(() => resources.disposeAsync());

function turn(host: string, status: number): void {
  gateways[host]?.statuses.set('/health', status);
}

const waitFor = (what: string, probe: () => Promise<boolean>) =>
  until(systemClock, { what, ms: 10_000, everyMs: 50 }, probe);

async function put(set: ResourceRecordSet): Promise<void> {
  const Changes = [{ Action: 'UPSERT' as const, ResourceRecordSet: set }];
  const batch = { HostedZoneId: provisioned.zoneId, ChangeBatch: { Changes } };
  await client.send(new ChangeResourceRecordSetsCommand(batch));
}

describe('a failover of a failover', () => {
  const answered = (host: string) =>
    waitFor(host, async () => (await askDns(authority, layout.service)).values[0] === host);

  test('the API keeps an alias, and answers go from one region to the next and back', async () => {
    const { records } = await readZone(client, layout.zone);
    const [first] = records.filter(({ name }) => name === layout.service);
    expect(first).toMatchObject({
      failover: 'PRIMARY',
      alias: { name: `regions.${layout.service}`, evaluateHealth: true },
    });
    await answered(east);
    turn(east, 503);
    await answered(west);
    turn(west, 503);
    await answered(europe);
    expect(await askDns(authority, layout.service)).toMatchObject({ ttl: 10, values: [europe] });
    turn(europe, 503);
    await answered(east);
    // Nobody holds for long what is answered while nothing is open.
    expect(await askDns(authority, layout.service)).toMatchObject({ ttl: 2, values: [east] });
    for (const host of [europe, west, east]) {
      turn(host, 200);
      await answered(host);
      expect(await askDns(authority, layout.service)).toMatchObject({ ttl: 10 });
    }
  });
});

describe('geolocation', () => {
  const name = 'nearest.semantest.test';
  const answerAt = async (vantage: keyof typeof resolvers) =>
    (await askDns(resolvers[vantage], name)).values[0];

  test('each vantage is led to the region of its area, or to the default', async () => {
    expect(await answerAt('us-east-1')).toBe(east);
    expect(await answerAt('us-west-2')).toBe(east);
    expect(await answerAt('eu-west-1')).toBe(europe);
    expect(await answerAt('ap-south-1')).toBe(west);
  });

  test('a country of its own goes before its continent', async () => {
    await put({
      Name: name,
      Type: 'A',
      SetIdentifier: 'ireland',
      GeoLocation: { CountryCode: 'IE' },
      TTL: 10,
      ResourceRecords: [{ Value: east }],
    });
    await waitFor('Ireland’s own answer', async () => (await answerAt('eu-west-1')) === east);
    expect(await answerAt('ap-south-1')).toBe(west);
  });

  test('an unhealthy region is passed over, and answered when all are', async () => {
    turn(east, 503);
    await waitFor('the default', async () => (await answerAt('us-west-2')) === west);
    turn(west, 503);
    await waitFor('the area itself', async () => (await answerAt('us-west-2')) === east);
    for (const host of [east, west]) turn(host, 200);
  });
});

describe('weighted', () => {
  const weigh = (id: string, host: string, weight: number) =>
    put({
      Name: spread,
      Type: 'A',
      SetIdentifier: id,
      Weight: weight,
      TTL: 10,
      ResourceRecords: [{ Value: host }],
      HealthCheckId: provisioned.healthChecks[id] ?? '',
    });

  /** How often each is answered in so many questions. */
  async function counted(questions: number): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (let asked = 0; asked < questions; asked += 1) {
      const [value = 'none'] = (await askDns(authority, spread)).values;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  }

  test('the API keeps weights, 0 too, and answers are spread by them', async () => {
    await weigh('east', east, 3);
    await weigh('west', west, 1);
    await weigh('europe', europe, 0);
    // That of weight 0 is answered until the checkers see that the others are well again.
    await waitFor('the records, and their health', async () => {
      const { [east]: some, [west]: few, ...none } = await counted(40);
      return some !== undefined && few !== undefined && Object.keys(none).length === 0;
    });
    const { records } = await readZone(client, layout.zone);
    const weights = records.filter(({ name }) => name === spread).map(({ weight }) => weight);
    expect(weights.toSorted()).toEqual([0, 1, 3]);
    const counts = await counted(400);
    // 300 of 400 with a standard deviation of 8.7; the sequence is the same in every run.
    expect(counts[east]).toBeGreaterThan(265);
    expect(counts[east]).toBeLessThan(335);
    expect(counts[west]).toBe(400 - (counts[east] ?? 0));
  });

  test('an unhealthy one is left out; weight 0 waits until no other is healthy', async () => {
    turn(east, 503);
    await waitFor('west alone', async () => (await counted(20))[west] === 20);
    turn(west, 503);
    await waitFor('the one of weight 0', async () => (await counted(20))[europe] === 20);
    turn(europe, 503);
    await waitFor('all but that of weight 0', async () => {
      const counts = await counted(20);
      return counts[europe] === undefined && counts[east] !== undefined;
    });
  });
});
