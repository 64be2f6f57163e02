import {
  ListHealthChecksCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsRequest,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { deadlines } from '../deadlines.ts';
import { canonicalName } from '../dns/name.ts';
import { toHealthCheckSpec, toRecordSet } from './from-api.ts';
import type { HealthCheckSpec, RecordSet, ZoneSnapshot } from './zone.ts';

export class HostedZoneMissing extends Error {
  override readonly name = 'HostedZoneMissing';
  readonly code = 'HOSTED_ZONE_MISSING';

  constructor(zone: string) {
    super(`the Route 53 API has no hosted zone ${zone}: provision it, or wait until it is`);
  }
}

/** Reads a zone, its records, all health checks. Throws HostedZoneMissing, or the SDK's error. */
export async function readZone(client: Route53Client, zone: string): Promise<ZoneSnapshot> {
  const id = await findHostedZone(client, zone);
  if (id === undefined) throw new HostedZoneMissing(zone);
  const [records, healthChecks] = await Promise.all([
    readRecords(client, id),
    readHealthChecks(client),
  ]);
  return { name: canonicalName(zone), records, healthChecks };
}

/** Id of a hosted zone by its name, if there is one. */
export async function findHostedZone(
  client: Route53Client,
  zone: string,
): Promise<string | undefined> {
  const wanted = canonicalName(zone);
  const found = await client.send(new ListHostedZonesByNameCommand({ DNSName: `${wanted}.` }), {
    abortSignal: AbortSignal.timeout(deadlines.apiCallMs),
  });
  return found.HostedZones?.find(({ Name }) => canonicalName(Name ?? '') === wanted)?.Id;
}

async function readRecords(client: Route53Client, id: string): Promise<readonly RecordSet[]> {
  const records: RecordSet[] = [];
  let start: Partial<ListResourceRecordSetsRequest> | undefined = {};
  while (start) {
    const command: ListResourceRecordSetsCommand = new ListResourceRecordSetsCommand({
      HostedZoneId: id,
      ...start,
    });
    const page = await client.send(command, {
      abortSignal: AbortSignal.timeout(deadlines.apiCallMs),
    });
    records.push(...(page.ResourceRecordSets ?? []).map(toRecordSet));
    start = page.IsTruncated
      ? {
          StartRecordName: page.NextRecordName,
          StartRecordType: page.NextRecordType,
          StartRecordIdentifier: page.NextRecordIdentifier,
        }
      : undefined;
  }
  return records;
}

/** All health checks of the account. */
export async function readHealthChecks(client: Route53Client): Promise<readonly HealthCheckSpec[]> {
  const checks: HealthCheckSpec[] = [];
  let marker: string | undefined;
  do {
    const page: { NextMarker?: string | undefined; IsTruncated?: boolean | undefined } & {
      HealthChecks?: Parameters<typeof toHealthCheckSpec>[0][] | undefined;
    } = await client.send(
      new ListHealthChecksCommand(marker === undefined ? {} : { Marker: marker }),
      { abortSignal: AbortSignal.timeout(deadlines.apiCallMs) },
    );
    checks.push(...(page.HealthChecks ?? []).map(toHealthCheckSpec));
    marker = page.IsTruncated ? page.NextMarker : undefined;
  } while (marker !== undefined);
  return checks;
}
