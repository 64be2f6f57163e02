import type {
  AliasTarget as ApiAlias,
  GeoLocation,
  HealthCheck,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { canonicalName } from '../dns/name.ts';
import type { AliasTarget, HealthCheckSpec, RecordSet } from './zone.ts';

export function toRecordSet(set: ResourceRecordSet): RecordSet {
  return {
    name: canonicalName(set.Name ?? ''),
    type: set.Type ?? '',
    ttl: set.TTL ?? 0,
    values: (set.ResourceRecords ?? []).map(({ Value }) => unwrap(Value ?? '')),
    ...(set.SetIdentifier ? { setIdentifier: set.SetIdentifier } : {}),
    ...(set.HealthCheckId ? { healthCheckId: set.HealthCheckId } : {}),
    ...(set.Failover ? { failover: set.Failover } : {}),
    ...(set.Weight !== undefined ? { weight: set.Weight } : {}),
    ...(set.GeoLocation ? { geoLocation: toArea(set.GeoLocation) } : {}),
    ...(set.AliasTarget ? { alias: toAlias(set.AliasTarget) } : {}),
  };
}

function toArea(area: GeoLocation): NonNullable<RecordSet['geoLocation']> {
  const { ContinentCode: continent, CountryCode: country, SubdivisionCode: subdivision } = area;
  return {
    ...(continent && { continent }),
    ...(country && { country }),
    ...(subdivision && { subdivision }),
  };
}

function toAlias({ DNSName, EvaluateTargetHealth }: ApiAlias): AliasTarget {
  return { name: canonicalName(DNSName ?? ''), evaluateHealth: EvaluateTargetHealth ?? false };
}

/** moto 5.1 gives the SOA it made itself as a Python literal: `{'Value': 'ns-… 86400'}`. */
function unwrap(value: string): string {
  return /^\{'Value': '(.*)'\}$/.exec(value)?.[1] ?? value;
}

/** Route 53's defaults where the API leaves a figure out: 30 s, 3 failures, port 80. */
export function toHealthCheckSpec({
  Id,
  CallerReference,
  HealthCheckConfig,
}: HealthCheck): HealthCheckSpec {
  const config = HealthCheckConfig;
  const children = config?.ChildHealthChecks ?? [];
  return {
    id: Id ?? '',
    name: CallerReference ?? '',
    type: config?.Type ?? '',
    ...(config?.IPAddress ? { target: { host: config.IPAddress, port: config.Port ?? 80 } } : {}),
    path: config?.ResourcePath ?? '/',
    ...(config?.FullyQualifiedDomainName ? { domainName: config.FullyQualifiedDomainName } : {}),
    intervalMs: (config?.RequestInterval ?? 30) * 1000,
    failureThreshold: config?.FailureThreshold ?? 3,
    children,
    healthThreshold: config?.HealthThreshold ?? children.length,
    inverted: config?.Inverted ?? false,
    disabled: config?.Disabled ?? false,
    regions: config?.Regions ?? [],
  };
}
