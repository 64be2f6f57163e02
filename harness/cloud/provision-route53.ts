import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  type GeoLocation,
  type HealthCheckConfig,
  type HealthCheckRegion,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { deadlines } from './deadlines.ts';
import { findHostedZone, readHealthChecks } from './route53/read-zone.ts';
import type { CheckLayout, Route53Layout } from './route53-layout.ts';

/** Healthy while all is that a region's record in the failover names. */
const openCheck = (region: string) => `open-${region}`;
/** The same for its record in the geolocation. */
const servingCheck = (region: string) => `serving-${region}`;

/** Ids of what was made, by what it is for. */
export interface ProvisionedRoute53 {
  readonly zoneId: string;
  /** Health check ids by the layout's names, and those below. */
  readonly healthChecks: Readonly<Record<string, string>>;
}

/**
 * Lays zone, health checks and records into Route 53 through its API; a repetition with
 * the same reference changes nothing. Rejects with the SDK's error.
 */
export async function provisionRoute53(
  client: Route53Client,
  layout: Route53Layout,
): Promise<ProvisionedRoute53> {
  const zoneId = await ensureZone(client, layout);
  const existing = await readHealthChecks(client);
  const healthChecks: Record<string, string> = {};
  const ensure = async (name: string, config: HealthCheckConfig) => {
    const reference = `${layout.reference}/${name}`;
    const found = existing.find((check) => check.name === reference)?.id;
    healthChecks[name] = found ?? (await createCheck(client, reference, config));
  };
  for (const [name, check] of Object.entries(layout.checks)) {
    await ensure(name, toConfig(check));
  }
  const idsOf = (names: readonly string[]) => names.map((name) => idOf(healthChecks, name));
  for (const [name, of] of Object.entries(layout.majorities)) {
    await ensure(name, atLeast(Math.floor(of.length / 2) + 1, idsOf(of)));
  }
  for (const [name, of] of Object.entries(layout.alternatives ?? {})) {
    await ensure(name, atLeast(1, idsOf(of)));
  }
  const answers = Object.values(layout.geolocation?.answers ?? {});
  for (const { region, mustBeHealthy } of [layout.failover, layout.lastResort ?? []].flat()) {
    await ensure(openCheck(region), atLeast(mustBeHealthy.length, idsOf(mustBeHealthy)));
  }
  for (const { region, mustBeHealthy } of answers) {
    await ensure(servingCheck(region), atLeast(mustBeHealthy.length, idsOf(mustBeHealthy)));
  }
  await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: {
        Changes: [
          ...failoverRecords(layout, healthChecks),
          ...serviceRecords(layout, healthChecks, zoneId),
          ...geolocationRecords(layout, healthChecks),
        ],
      },
    }),
    { abortSignal: AbortSignal.timeout(deadlines.apiCallMs) },
  );
  return { zoneId, healthChecks };
}

export class Route53NotProvisioned extends Error {
  override readonly name = 'Route53NotProvisioned';
  readonly code = 'ROUTE53_NOT_PROVISIONED';
}

function idFrom(made: { readonly Id?: string | undefined } | undefined, what: string): string {
  if (made?.Id) return made.Id;
  throw new Route53NotProvisioned(`the Route 53 API made ${what} but gave no id: see its log`);
}

async function ensureZone(client: Route53Client, layout: Route53Layout): Promise<string> {
  const found = await findHostedZone(client, layout.zone);
  if (found !== undefined) return found;
  const created = await client.send(
    new CreateHostedZoneCommand({ Name: layout.zone, CallerReference: layout.reference }),
    { abortSignal: AbortSignal.timeout(deadlines.apiCallMs) },
  );
  return idFrom(created.HostedZone, `hosted zone ${layout.zone}`);
}

async function createCheck(
  client: Route53Client,
  reference: string,
  config: HealthCheckConfig,
): Promise<string> {
  const created = await client.send(
    new CreateHealthCheckCommand({ CallerReference: reference, HealthCheckConfig: config }),
    { abortSignal: AbortSignal.timeout(deadlines.apiCallMs) },
  );
  return idFrom(created.HealthCheck, `health check ${reference}`);
}

const atLeast = (threshold: number, children: string[]): HealthCheckConfig => ({
  Type: 'CALCULATED',
  ChildHealthChecks: children,
  HealthThreshold: threshold,
});

function toConfig(check: CheckLayout): HealthCheckConfig {
  return {
    Type: check.type,
    IPAddress: check.host,
    Port: check.port,
    ...(check.type === 'HTTP' ? { ResourcePath: check.path } : {}),
    RequestInterval: check.intervalSeconds,
    FailureThreshold: check.failureThreshold,
    Regions: check.from as HealthCheckRegion[],
    ...(check.inverted ? { Inverted: true } : {}),
  };
}

function idOf(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new RangeError(`no check ${name}: known are ${Object.keys(ids)}`);
  return id;
}

/** The name of the failover itself; that of the service leads there first. */
const pairName = ({ service }: Route53Layout) => `regions.${service}`;

function failoverRecords(layout: Route53Layout, ids: Readonly<Record<string, string>>): Change[] {
  return layout.failover.map(({ region, host }, index) => ({
    Action: 'UPSERT',
    ResourceRecordSet: {
      Name: pairName(layout),
      Type: 'A',
      SetIdentifier: region,
      Failover: index === 0 ? 'PRIMARY' : 'SECONDARY',
      TTL: layout.ttlSeconds,
      ResourceRecords: [{ Value: host }],
      HealthCheckId: idOf(ids, openCheck(region)),
    },
  }));
}

/**
 * A failover has two records and no third. The service's name is a failover of its own: first all
 * of the other one, by an alias that is as healthy as that, and what comes after it: the region
 * of last resort, where there is one, and the answer while nothing is open.
 */
function serviceRecords(
  layout: Route53Layout,
  ids: Readonly<Record<string, string>>,
  zoneId: string,
): Change[] {
  const { service, lastResort, ttlSeconds } = layout;
  const regions = aliasRecord(zoneId, service, 'PRIMARY', pairName(layout));
  if (!lastResort) return [regions, closedRecord(layout, service)];
  const last = `last.${service}`;
  return [
    regions,
    aliasRecord(zoneId, service, 'SECONDARY', last),
    {
      Action: 'UPSERT',
      ResourceRecordSet: {
        Name: last,
        Type: 'A',
        SetIdentifier: lastResort.region,
        Failover: 'PRIMARY',
        TTL: ttlSeconds,
        ResourceRecords: [{ Value: lastResort.host }],
        HealthCheckId: idOf(ids, openCheck(lastResort.region)),
      },
    },
    closedRecord(layout, last),
  ];
}

/** A name that is answered as another is, and is as healthy. */
function aliasRecord(
  HostedZoneId: string,
  Name: string,
  Failover: 'PRIMARY' | 'SECONDARY',
  DNSName: string,
): Change {
  const AliasTarget = { HostedZoneId, DNSName, EvaluateTargetHealth: true };
  return {
    Action: 'UPSERT',
    ResourceRecordSet: { Name, Type: 'A', SetIdentifier: DNSName, Failover, AliasTarget },
  };
}

/**
 * What Route 53 would answer anyway while nothing is healthy, the first region; but nobody is to
 * hold it for long, since another is about to be opened.
 */
function closedRecord({ failover, ttlClosedSeconds }: Route53Layout, Name: string): Change {
  const values = failover.slice(0, 1).map(({ host }) => ({ Value: host }));
  return {
    Action: 'UPSERT',
    ResourceRecordSet: {
      Name,
      Type: 'A',
      SetIdentifier: 'closed',
      Failover: 'SECONDARY',
      TTL: ttlClosedSeconds,
      ResourceRecords: values,
    },
  };
}

const continents: Readonly<Record<string, string>> = {
  africa: 'AF',
  antarctica: 'AN',
  asia: 'AS',
  europe: 'EU',
  'north-america': 'NA',
  oceania: 'OC',
  'south-america': 'SA',
};

/** Route 53's code of a plan's area: a continent, everywhere else, or a country as it is. */
function toGeoLocation(area: string): GeoLocation {
  const continent = continents[area];
  if (continent !== undefined) return { ContinentCode: continent };
  return { CountryCode: area === 'default' ? '*' : area };
}

function geolocationRecords(
  { geolocation, ttlSeconds }: Route53Layout,
  ids: Readonly<Record<string, string>>,
): Change[] {
  return Object.entries(geolocation?.answers ?? {}).map(([area, { region, host }]) => ({
    Action: 'UPSERT',
    ResourceRecordSet: {
      Name: geolocation?.name,
      Type: 'A',
      SetIdentifier: area,
      GeoLocation: toGeoLocation(area),
      TTL: ttlSeconds,
      ResourceRecords: [{ Value: host }],
      HealthCheckId: idOf(ids, servingCheck(region)),
    },
  }));
}
