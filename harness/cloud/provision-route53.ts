import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  type HealthCheckConfig,
  type HealthCheckRegion,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { Address } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { findHostedZone, readHealthChecks } from './route53/read-zone.ts';

/** An HTTP or TCP check as the plan has it; Route 53 knows intervals of 10 and 30 s. */
export interface CheckFigures {
  readonly intervalSeconds: 10 | 30;
  readonly failureThreshold: number;
}

/** What is laid into Route 53 before anything goes wrong. Figures come from the plan's dns section. */
export interface Route53Layout {
  /** Makes caller references unique, and a repetition with the same one find what it made. */
  readonly reference: string;
  readonly zone: string;
  /** The name clients resolve, in the zone. */
  readonly service: string;
  readonly ttlSeconds: number;
  /** Failover order; the first is PRIMARY. `host` is the region's own machine. */
  readonly primary: { readonly region: string; readonly host: string };
  readonly secondary: { readonly region: string; readonly host: string };
  /** `/health` of each region's gateway. */
  readonly gateway: CheckFigures & { readonly port: number; readonly path: string };
  /** TCP check of the primary's database; informs, and leads no name anywhere. */
  readonly database: CheckFigures & { readonly port: number };
  /** The engine's door that says, at `<path>/<region>`, whether traffic may go to a region. */
  readonly routingControl: CheckFigures & { readonly address: Address; readonly path: string };
  /** Places the checks are made from. */
  readonly checkers: readonly string[];
}

/** Ids of what was made, by what it is for. */
export interface ProvisionedRoute53 {
  readonly zoneId: string;
  /** Health check ids by name: `gateway/<region>`, `database/<region>`, `routing/<region>`, `open/<region>`. */
  readonly healthChecks: Readonly<Record<string, string>>;
}

/**
 * Lays zone, health checks and failover records into Route 53 through its API; a repetition with
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
    return healthChecks[name];
  };
  const regions = [layout.primary, layout.secondary];
  const open: string[] = [];
  for (const { region, host } of regions) {
    const gateway = await ensure(`gateway/${region}`, gatewayCheck(layout, host));
    const routing = await ensure(`routing/${region}`, routingCheck(layout, region));
    open.push(await ensure(`open/${region}`, allOf([gateway, routing])));
  }
  await ensure(`database/${layout.primary.region}`, databaseCheck(layout));
  await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: { Changes: failoverRecords(layout, open) },
    }),
    { abortSignal: AbortSignal.timeout(deadlines.apiCallMs) },
  );
  return { zoneId, healthChecks };
}

async function ensureZone(client: Route53Client, layout: Route53Layout): Promise<string> {
  const found = await findHostedZone(client, layout.zone);
  if (found !== undefined) return found;
  const created = await client.send(
    new CreateHostedZoneCommand({ Name: layout.zone, CallerReference: layout.reference }),
    { abortSignal: AbortSignal.timeout(deadlines.apiCallMs) },
  );
  return created.HostedZone?.Id ?? '';
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
  return created.HealthCheck?.Id ?? '';
}

const allOf = (children: string[]): HealthCheckConfig => ({
  Type: 'CALCULATED',
  ChildHealthChecks: children,
  HealthThreshold: children.length,
});

const figures = (layout: Route53Layout, { intervalSeconds, failureThreshold }: CheckFigures) => ({
  RequestInterval: intervalSeconds,
  FailureThreshold: failureThreshold,
  Regions: layout.checkers as HealthCheckRegion[],
});

const gatewayCheck = (layout: Route53Layout, host: string): HealthCheckConfig => ({
  Type: 'HTTP',
  IPAddress: host,
  Port: layout.gateway.port,
  ResourcePath: layout.gateway.path,
  FullyQualifiedDomainName: layout.service,
  ...figures(layout, layout.gateway),
});

const routingCheck = (layout: Route53Layout, region: string): HealthCheckConfig => ({
  Type: 'HTTP',
  IPAddress: layout.routingControl.address.host,
  Port: layout.routingControl.address.port,
  ResourcePath: `${layout.routingControl.path}/${region}`,
  ...figures(layout, layout.routingControl),
});

const databaseCheck = (layout: Route53Layout): HealthCheckConfig => ({
  Type: 'TCP',
  IPAddress: layout.primary.host,
  Port: layout.database.port,
  ...figures(layout, layout.database),
});

function failoverRecords(layout: Route53Layout, checks: readonly string[]): Change[] {
  return [layout.primary, layout.secondary].map(({ region, host }, index) => ({
    Action: 'UPSERT',
    ResourceRecordSet: {
      Name: layout.service,
      Type: 'A',
      SetIdentifier: region,
      Failover: index === 0 ? 'PRIMARY' : 'SECONDARY',
      TTL: layout.ttlSeconds,
      ResourceRecords: [{ Value: host }],
      HealthCheckId: checks[index],
    },
  }));
}
