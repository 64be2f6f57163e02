import {
  idsIn,
  namedAt,
  readiness,
  seen,
  sql,
  withRedis,
} from '../../harness/regions/contract-clients.ts';
import type { RunningRegions } from '../../harness/regions/runtime.ts';
import { east, europe, west } from '../../harness/systems-tests/switchover-rig.ts';
import { takesEvents } from '../../harness/systems-tests/takes-events.ts';
import { takesObjects } from '../../harness/systems-tests/takes-objects.ts';

const regions = [east, west, europe];
const each = <T>(of: (region: string) => Promise<T>) => Promise.all(regions.map(of));

async function databaseOf(running: RunningRegions, region: string): Promise<string> {
  const [row] = await sql(
    running,
    region,
    `select pg_is_in_recovery() as standby, (select count(*)::int from pg_stat_replication) as n`,
  );
  return row?.standby ? 'standby' : `primary of ${row?.n}`;
}

async function cacheOf(running: RunningRegions, region: string): Promise<string> {
  const said = await withRedis(seen(running, region, region, 'redis'), (client) =>
    client.info('replication'),
  );
  return /role:(\w+)/.exec(said)?.[1] ?? said;
}

async function routed(running: RunningRegions, region: string): Promise<number> {
  const { host, port } = running.endpoints(region).listen;
  return (await fetch(`http://${host}:${port}/routing/${region}`)).status;
}

/** Everything that says who serves, in all regions and at all vantages. */
export async function topologyOf(running: RunningRegions) {
  const { vantages } = running.topology;
  return {
    databases: await each((region) => databaseOf(running, region)),
    caches: await each((region) => cacheOf(running, region)),
    services: await each((region) => readiness(running, region)),
    routing: await each((region) => routed(running, region)),
    queues: await Promise.all([east, west].map((region) => takesEvents(running, region))),
    buckets: await Promise.all([east, west].map((region) => takesObjects(running, region))),
    names: await Promise.all(vantages.map((vantage) => namedAt(running, vantage))),
  };
}

/**
 * The same, as it is to be where a region serves and all others follow. Regions that the service
 * has left take no events and no objects until it comes back.
 */
export function servedBy(
  running: RunningRegions,
  serving: string,
  left: ReadonlySet<string>,
): Awaited<ReturnType<typeof topologyOf>> {
  const every = <T>(own: T, other: T) =>
    regions.map((region) => (region === serving ? own : other));
  const taken = (region: string) => region === serving || !left.has(region);
  const address = running.endpoints(serving).service.records[serving] ?? '';
  return {
    databases: every('primary of 2', 'standby'),
    caches: every('master', 'slave'),
    services: every(200, 503),
    routing: every(200, 503),
    queues: [east, west].map(taken),
    buckets: [east, west].map(taken),
    names: running.topology.vantages.map(() => [address]),
  };
}

/** Those of some writes that a region's database lacks, of all regions. */
export async function missingOf(
  running: RunningRegions,
  acknowledged: readonly number[],
): Promise<Readonly<Record<string, readonly number[]>>> {
  const missing = await each(async (region) => {
    const rows = new Set(await idsIn(running, region));
    return [region, acknowledged.filter((id) => !rows.has(id))] as const;
  });
  return Object.fromEntries(missing);
}
