import { join } from 'node:path';
import { type Address, resolveAt } from '../../../../engine/index.ts';
import { type CloudConfig, cloudConfigVariable } from '../../../cloud/config.ts';
import { deadlines } from '../deadlines.ts';
import { bucketOf, directoryOf, type Site, zoneRegion } from '../site.ts';
import type { ServerSpec } from './server.ts';

/** What the drill says about names; all else follows from the topology. */
export interface CloudSettings {
  readonly zone: string;
  readonly timeScale: number;
  readonly propagation: { readonly pollMs: number; readonly delayMs: number };
}

const program = join(import.meta.dirname, '../../../cloud/main.ts');

/** What health checks ask of a region. */
const checked = ['gateway', 'control'] as const;

/** DNS edge, health checkers, resolvers of all vantages and replication of S3, in one process. */
export function cloud(site: Site, settings: CloudSettings): ServerSpec {
  const { addresses, topology } = site;
  const resolvers = Object.fromEntries(
    topology.vantages.map((vantage) => [vantage, addresses.resolverListens(vantage)]),
  );
  const routesFrom = (place: string) =>
    Object.fromEntries(
      addresses.regions.flatMap((to) =>
        checked.map((service) => [addresses.local(to, service).host, addresses.linked(place, to)]),
      ),
    );
  const config: CloudConfig = {
    ...settings,
    route53: addresses.local(zoneRegion(topology), 's3'),
    authority: addresses.authority,
    checkers: Object.fromEntries(
      addresses.regions.map((place) => [place, { routes: routesFrom(place) }]),
    ),
    resolvers,
    locations: topology.locations ?? {},
    buckets: Object.fromEntries(
      addresses.regions.map((region) => [
        bucketOf(region),
        { region, api: addresses.local(region, 's3'), seenFrom: addresses.seenFrom(region, 's3') },
      ]),
    ),
  };
  return {
    region: 'cloud',
    name: 'cloud',
    command: process.execPath,
    args: [heapLimit, program],
    env: { [cloudConfigVariable]: JSON.stringify(config) },
    directory: directoryOf(site, 'cloud', 'cloud'),
    listens: [],
    readyMs: deadlines.cloudMs,
    ready: async () => {
      const answers = topology.vantages.map((vantage) =>
        answersDns(addresses.resolver(vantage, vantage), topology.service),
      );
      return (await Promise.all(answers)).every(Boolean);
    },
  };
}

/**
 * Far above the 50 MB that it lives on: with 160 MiB V8 kept as much in half empty pages, took that
 * for a full heap, and collected all of it seven times a second, while no DNS query was answered.
 */
const heapLimit = '--max-old-space-size=512';

/** True for any answer, also that there is no such name yet. */
async function answersDns(resolver: Address, name: string): Promise<boolean> {
  try {
    await resolveAt(resolver, name, deadlines.probeMs);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOTFOUND' || code === 'ENODATA' || code === 'ESERVFAIL';
  }
}
