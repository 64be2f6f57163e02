import type { Check, Contradiction } from './contradiction.ts';
import type { Plan } from './schema.ts';

/** Regions whose service Route 53 has a check of: a database that answers serves nobody. */
function servedRegions({ healthChecks }: Plan['dns']): readonly string[] {
  return Object.values(healthChecks)
    .filter(({ type }) => type !== 'TCP')
    .map(({ region }) => region);
}

/** A name has one policy, and each of its answers the check of a region's service (A8). */
const geolocationChecked: Check = ({ dns }) => {
  if (!dns?.geolocation) return [];
  const served = servedRegions(dns);
  const unchecked = Object.entries(dns.geolocation.to)
    .filter(([, to]) => !served.includes(to))
    .map(([area, to]): Contradiction => {
      const expected = `expected an HTTP or HTTPS check of ${to} in dns.healthChecks`;
      return { path: ['dns', 'geolocation', 'to', area], expected };
    });
  if (dns.geolocation.name !== dns.name) return unchecked;
  const expected = `expected another name than ${dns.name}, which follows the failover`;
  return [...unchecked, { path: ['dns', 'geolocation', 'name'], expected }];
};

/** It is answered while it is healthy and neither of the others is. */
const lastResortChecked: Check = ({ dns }) => {
  const { lastResort } = dns ?? {};
  if (!dns || lastResort === undefined) return [];
  const path = ['dns', 'lastResort'];
  if (dns.failover.includes(lastResort)) {
    const expected = `expected a region that is not in dns.failover, found ${lastResort}`;
    return [{ path, expected }];
  }
  if (servedRegions(dns).includes(lastResort)) return [];
  const expected = `expected an HTTP or HTTPS check of ${lastResort} in dns.healthChecks`;
  return [{ path, expected }];
};

/** That every answer of Route 53 can be left when its region is away. */
export const dnsChecks: readonly Check[] = [geolocationChecked, lastResortChecked];
