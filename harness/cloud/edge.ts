import type { BaseLogger } from 'pino';
import { type Clock, until } from '../../engine/index.ts';
import { startAuthority } from './authority/authority.ts';
import { indexZone, type ZoneIndex } from './authority/zone-index.ts';
import type { CloudConfig } from './config.ts';
import { deadlines } from './deadlines.ts';
import { createHealthCheckers } from './health/health-checkers.ts';
import { startResolver } from './resolver/resolver.ts';
import { createRoute53Client } from './route53/client.ts';
import { followZone } from './route53/follow-zone.ts';
import { readZone } from './route53/read-zone.ts';
import type { ZoneSnapshot } from './route53/zone.ts';
import { replicateBuckets } from './s3-replication/replicate.ts';

export interface EdgeTools {
  readonly clock: Clock;
  /** From 0 to below 1. */
  random(): number;
  readonly log: BaseLogger;
}

/**
 * Starts what stands in for Route 53's data plane, for the vantages' resolvers and for the
 * replication of S3: binds all sockets, loads the zone (until then the answer is SERVFAIL), and
 * starts the health checkers.
 * Throws DnsListenFailed if an address is taken, DeadlineExceeded if the zone does not come; then
 * nothing stays behind.
 */
export async function startEdge(
  config: CloudConfig,
  { clock, random, log }: EdgeTools,
  signal?: AbortSignal,
): Promise<AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  const { timeScale, propagation, authority } = config;
  const client = starting.adopt(createRoute53Client(config.route53), async (it) => it.destroy());
  const health = starting.use(
    createHealthCheckers({ places: config.checkers, timeScale, clock, log }),
  );
  let zone: ZoneIndex | undefined;
  const locationOf = locationsByHost(config);
  const source = { zone: () => zone, isHealthy: health.isHealthy, locationOf, random };
  starting.use(await startAuthority(authority, source, log));
  for (const listen of Object.values(config.resolvers)) {
    starting.use(await startResolver({ listen, authority, timeScale, clock, log }));
  }
  starting.use(replicateBuckets(config.buckets, { clock, log }));
  const read = () => readZone(client, config.zone);
  const what = `hosted zone ${config.zone} at ${config.route53.host}:${config.route53.port}`;
  const first = await until(clock, { what, ms: deadlines.zoneLoadedMs }, read, signal);
  const apply = (snapshot: ZoneSnapshot) => {
    zone = indexZone(snapshot);
    health.follow(snapshot.healthChecks);
  };
  apply(first);
  const onChange = (snapshot: ZoneSnapshot) => {
    apply(snapshot);
    log.info({ records: snapshot.records.length }, 'the zone changed');
  };
  starting.use(followZone({ read, first, ...propagation, clock, log, onChange }));
  return starting.move();
}

/** A resolver asks from the address it listens on. */
function locationsByHost({ resolvers, locations }: CloudConfig) {
  const byHost = new Map(Object.entries(resolvers).map(([at, { host }]) => [host, locations[at]]));
  return (host: string) => byHost.get(host);
}
