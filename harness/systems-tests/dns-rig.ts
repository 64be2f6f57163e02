import {
  ListHealthChecksCommand,
  type Route53Client,
  UpdateHealthCheckCommand,
} from '@aws-sdk/client-route-53';
import { pino } from 'pino';
import {
  systemClock as clock,
  DnsSystem,
  type EndedMove,
  loadPlan,
  RegionalService,
  until,
} from '../../engine/index.ts';
import { startEdge } from '../cloud/edge.ts';
import { createRoute53Client, layoutRoute53, provisionRoute53 } from '../cloud/index.ts';
import { readZone } from '../cloud/route53/read-zone.ts';
import { askDns } from '../cloud/testbed/ask-dns.ts';
import { type EndpointUnderTest, startEndpoint } from '../cloud/testbed/endpoint.ts';
import { startLocalStack } from '../cloud/testbed/localstack.ts';

const { dns } = loadPlan('fixtures/plans/semantest.yaml');
/** In place of 2 min: a change is seen within a second, and a deaf vantage never sees it. */
const withinMs = { seen: 20_000, never: 2_000 };
/** 10 s between checks become 500 ms, a TTL of 5 s becomes 250 ms. */
const quick = 0.05;
// A slot of its own for each process, so that tests side by side do not meet.
const slot = 1 + (process.pid % 250);
const machines = {
  'us-east-1': `127.110.${slot}.1`,
  'us-west-2': `127.120.${slot}.1`,
  'eu-west-1': `127.130.${slot}.1`,
};
export type Region = keyof typeof machines;
const regions = Object.keys(machines) as Region[];
const at = (last: number, port = 5353) => ({ host: `127.140.${slot}.${last}`, port });
const api = at(1, 4566);
const gatewayPort = 8080;
const doorPort = 7800;

/** In what a system under test differs. */
export interface SystemBut {
  readonly services?: Partial<Record<Region, Pick<RegionalService, 'probe'>>>;
  /** A vantage where nobody answers. */
  readonly deaf?: string;
  /** Told of each move; one that it throws at has failed. */
  readonly onMove?: (move: EndedMove) => void;
}

/** Route 53, what answers its names, and a gateway and a controller's door in each region. */
export interface DnsRig extends AsyncDisposable {
  readonly machines: Readonly<Record<Region, string>>;
  readonly gateways: Readonly<Record<Region, EndpointUnderTest>>;
  /** Every controller says that traffic may go to these regions and to no other. */
  open(...those: readonly Region[]): void;
  /** These controllers say of one region that it was left; all others say so of none. */
  left(region: Region, ...at: readonly Region[]): void;
  system(but?: SystemBut): DnsSystem;
  readonly service: Readonly<Record<Region, RegionalService>>;
  /** Records and health checks as the API has them. */
  zone(): ReturnType<typeof readZone>;
  /** What the four vantages are told of the service's name, each value once. */
  answers(): Promise<readonly string[]>;
  leadsTo(region: Region): Promise<unknown>;
  /** The same of the authority itself, which keeps nothing for a TTL. */
  answeredIs(region: Region, withinMs?: number): Promise<unknown>;
  /** Ends the API at once, as a region that dies would. */
  loseApi(): Promise<void>;
  /** Turns the health check of the database to a region, past the system. */
  watchDatabaseIn(region: Region): Promise<void>;
}

const inEach = <T>(make: (region: Region) => T) =>
  Object.fromEntries(regions.map((region) => [region, make(region)])) as Record<Region, T>;

export async function startDnsRig(timeScale = quick): Promise<DnsRig> {
  await using starting = new AsyncDisposableStack();
  const client = starting.adopt(createRoute53Client(api), async (it) => it.destroy());
  const localstack = starting.use(await startLocalStack(api));
  const listening: Record<string, EndpointUnderTest> = {};
  for (const [region, host] of Object.entries(machines)) {
    for (const port of [gatewayPort, doorPort]) {
      listening[`${region}:${port}`] = starting.use(await startEndpoint({ host, port }));
    }
  }
  const endpoint = (region: Region, port: number) => {
    const found = listening[`${region}:${port}`];
    if (!found) throw new RangeError(`nothing listens at ${port} of ${region}`);
    return found;
  };
  const gateways = inEach((region) => endpoint(region, gatewayPort));
  for (const { statuses } of Object.values(gateways)) {
    statuses.set('/health', 200).set('/ready', 200);
  }
  openDoors(endpoint, ['us-east-1']);
  const routingControls = inEach((region) => ({ host: machines[region], port: doorPort }));
  const where = { reference: 'test', machines, gatewayPort, routingControls };
  await provisionRoute53(client, layoutRoute53(dns, where));
  starting.use(await startNames(timeScale));
  const service = inEach(
    (region) => new RegionalService({ host: machines[region], port: gatewayPort }),
  );
  const answers = async () => {
    const asked = dns.propagation.from.map((_, index) => askDns(at(3 + index), dns.name));
    return [...new Set((await Promise.all(asked)).flatMap(({ values }) => values))];
  };
  const resources = starting.move();
  return {
    machines,
    gateways,
    open: (...those) => openDoors(endpoint, those),
    left: (region, ...those) => sayLeft(endpoint, region, those),
    service,
    system: ({ services = {}, deaf, onMove } = {}) =>
      new DnsSystem({
        clock,
        client,
        dns: {
          ...dns,
          propagation: {
            ...dns.propagation,
            everyMs: 100,
            withinMs: deaf === undefined ? withinMs.seen : withinMs.never,
          },
        },
        vantages: Object.fromEntries(
          dns.propagation.from.map((vantage, index) => [
            vantage,
            { resolver: vantage === deaf ? at(9) : at(3 + index) },
          ]),
        ),
        service: { name: dns.name, records: machines },
        services: { ...service, ...services },
        ...(onMove ? { onMove } : {}),
      }),
    zone: () => readZone(client, dns.zone),
    answers,
    leadsTo: (region) =>
      until(clock, { what: `answers ${region}`, ms: 10_000, everyMs: 50 }, async () => {
        const given = await answers();
        return given.length === 1 && given[0] === machines[region];
      }),
    answeredIs,
    loseApi: () => localstack.kill(),
    watchDatabaseIn: (region) => watchDatabaseAt(client, machines[region]),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Of the authority itself, which keeps nothing for a TTL. */
const answeredIs = (region: Region, ms = 10_000) =>
  until(clock, { what: `the answer ${region}`, ms, everyMs: 20 }, async () => {
    return (await askDns(at(2), dns.name)).values[0] === machines[region];
  });

type EndpointOf = (region: Region, port: number) => EndpointUnderTest;

function sayLeft(endpoint: EndpointOf, region: Region, those: readonly Region[]): void {
  for (const door of regions) {
    const status = those.includes(door) ? 200 : 503;
    endpoint(door, doorPort).statuses.set(`/routing/${region}/left`, status);
  }
}

function openDoors(endpoint: EndpointOf, those: readonly Region[]): void {
  for (const of of regions) {
    const status = those.includes(of) ? 200 : 503;
    for (const door of regions) endpoint(door, doorPort).statuses.set(`/routing/${of}`, status);
  }
}

async function watchDatabaseAt(client: Route53Client, IPAddress: string): Promise<void> {
  const { HealthChecks = [] } = await client.send(new ListHealthChecksCommand({}));
  const check = HealthChecks.find(({ HealthCheckConfig }) => HealthCheckConfig?.Port === 5432);
  await client.send(new UpdateHealthCheckCommand({ HealthCheckId: check?.Id, IPAddress }));
}

/** The authority, the health checkers and the resolvers of the four vantages. */
function startNames(timeScale: number): Promise<AsyncDisposable> {
  const routes = Object.fromEntries(Object.values(machines).map((host) => [host, host]));
  return startEdge(
    {
      timeScale,
      zone: dns.zone,
      route53: api,
      authority: at(2),
      propagation: { pollMs: 100, delayMs: 0 },
      checkers: inEach(() => ({ routes })),
      resolvers: Object.fromEntries(
        dns.propagation.from.map((vantage, index) => [vantage, at(3 + index)]),
      ),
      locations: {},
      buckets: {},
    },
    { clock, random: Math.random, log: pino({ enabled: false }) },
  );
}
