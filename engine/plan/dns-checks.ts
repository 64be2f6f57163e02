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

/** Of regions that are equally far the first is taken, and B3 asks for the one of most priority. */
const failoverByPriority: Check = ({ dns, regions }) => {
  const given = (dns?.failover ?? []).filter((region) => regions?.[region]);
  const rank = (region: string) => regions?.[region]?.priority ?? 0;
  const ordered = given.toSorted((one, two) => rank(one) - rank(two));
  if (given.join() === ordered.join()) return [];
  const expected = `expected them by their priority in regions: ${ordered.join(', ')}`;
  return [{ path: ['dns', 'failover'], expected }];
};

/** That every answer of Route 53 can be left when its region is away, and which is the next. */
export const dnsChecks: readonly Check[] = [
  geolocationChecked,
  lastResortChecked,
  failoverByPriority,
];
