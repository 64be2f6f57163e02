import { eventTopics } from '../plan/event-topics.ts';
import type { Plan } from '../plan/schema.ts';
import type { Scalable } from '../ports/capabilities.ts';
import type { Clock } from '../ports/clock.ts';
import {
  addressFrom,
  brokersFrom,
  type Endpoints,
  type RegionEndpoints,
} from '../ports/endpoints.ts';
import type { RedisServer } from '../systems/redis/server.ts';
import { capacityProbe } from './probes/capacity.ts';
import { etcdProbe } from './probes/etcd.ts';
import type { FactProbe } from './probes/fact-probe.ts';
import { gatewayProbe } from './probes/gateway.ts';
import { kafkaProbe } from './probes/kafka.ts';
import { postgresProbe, type WatchedDatabase } from './probes/postgres.ts';
import { redisProbe } from './probes/redis.ts';
import { s3Probe } from './probes/s3.ts';

/** What probes need of the engine's world. */
export interface Watched {
  readonly clock: Clock;
  readonly plan: Pick<Plan, 'probes' | 'stores' | 'replication' | 'systems'>;
  readonly endpoints: Pick<Endpoints, 'home' | 'regions'>;
  readonly postgres: Readonly<Record<string, WatchedDatabase>>;
  readonly redis: Readonly<Record<string, Pick<RedisServer, 'probe'>>>;
  /** Of the regions that have one. */
  readonly agents: Readonly<Record<string, Pick<Scalable, 'capacity'>>>;
}

/**
 * A probe of each system that the plan has figures for, in every region, along the paths of the
 * controller's home. Of a region without an agent nobody knows the capacity. Connects nothing yet.
 * Throws RangeError if there is no such path.
 */
export function factProbes(watched: Watched, active: () => string): readonly FactProbe[] {
  return Object.entries(watched.endpoints.regions).flatMap(([region, endpoints]) => {
    const database = watched.postgres[region];
    const cache = watched.redis[region];
    const agent = watched.agents[region];
    const { clock, plan } = watched;
    const { database: figures, redis, capacity } = plan.probes;
    return [
      ...(database ? [postgresProbe(clock, { region, figures, database, active })] : []),
      ...(cache && redis ? [redisProbe(clock, region, redis, cache)] : []),
      ...(agent && capacity ? [capacityProbe(clock, region, capacity, agent)] : []),
      ...addressed(watched, region, endpoints),
    ];
  });
}

/** Those that need an address and nothing else. */
function addressed(
  { clock, plan, endpoints: { home } }: Watched,
  region: string,
  { kafka, s3, etcd, gateway }: RegionEndpoints,
): readonly FactProbe[] {
  const { probes } = plan;
  const seen = {
    kafka: {
      brokers: brokersFrom(home, kafka),
      topics: eventTopics(plan),
      minInSync: plan.systems.kafka?.minInSyncReplicas ?? 1,
    },
    s3: { address: addressFrom(home, s3.seenFrom), bucket: s3.bucket },
    etcd: addressFrom(home, etcd.seenFrom),
    gateway: addressFrom(home, gateway.seenFrom),
  };
  return [
    probes.kafka && kafkaProbe(clock, region, probes.kafka, seen.kafka),
    probes.s3 && s3Probe(clock, region, probes.s3, seen.s3),
    probes.etcd && etcdProbe(clock, region, probes.etcd, seen.etcd),
    probes.gateway && gatewayProbe(clock, region, probes.gateway, seen.gateway),
  ].filter((probe) => probe !== undefined);
}
