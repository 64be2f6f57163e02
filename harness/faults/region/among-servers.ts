import { brokerNames } from '../../regions/broker-names.ts';
import type { Link } from '../../wan/link.ts';

/**
 * What crosses links between servers. Of the others, `gateway` is what clients come by, and they
 * live on, as do the health checkers: a place is not its region. `app` is only a probe's own path,
 * and `control` what health checkers ask a controller by, which dies with its region.
 */
export const amongServers = [
  'postgres',
  'redis',
  ...brokerNames,
  's3',
  'etcd',
  'etcd-peer',
  'agent',
];

/** Of these services, those that a link has. */
export function carried({ services }: Link, wanted: readonly string[]): string[] {
  return wanted.filter((service) => service in services);
}
