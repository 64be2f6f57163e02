import { join } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import type { Parts } from '../../parts/index.ts';
import type { Topology } from '../topology.ts';
import type { Addresses } from './addresses.ts';

/** Names and passwords of one run. */
export interface Accounts {
  readonly database: string;
  /** The protected service. */
  readonly service: { readonly user: string; readonly password: string };
  /** The engine, replication and the operator of the machines. */
  readonly operator: { readonly user: string; readonly password: string };
  /** Who brings it may ask a region's agent for its machines. */
  readonly agentToken: string;
}

/** What the makers of server specs are told about the run. */
export interface Site {
  readonly topology: Topology;
  readonly addresses: Addresses;
  readonly parts: Parts;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** The run's private directory. */
  readonly privateDir: string;
  readonly logsDir: string;
  /** User that servers which refuse root run as; undefined unless this process is root. */
  readonly unprivileged: number | undefined;
}

export const directoryOf = (site: Site, region: string, server: string): string =>
  join(site.privateDir, region, server);

export const logOf = (site: Site, region: string, server: string): string =>
  join(site.logsDir, `${region}-${server}.log`);

/** Replication slot that a region's standby has on whatever node is primary. */
export const slotFor = (region: string): string => region.replaceAll('-', '_');

export const bucketOf = (region: string): string => `semantest-${region}`;

/** The region that is active in the first topology. */
export function activeRegion({ regions }: Topology): string {
  const active = regions.find(({ role }) => role === 'active');
  if (!active) throw new RangeError('the topology has no active region');
  return active.name;
}

/** The region whose LocalStack serves the Route 53 API. */
export function zoneRegion({ regions }: Topology): string {
  const zone = regions.find(({ cloud }) => cloud.includes('route53'));
  if (!zone) throw new RangeError('the topology has no region with route53');
  return zone.name;
}
