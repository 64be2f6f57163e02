import { controlKeys } from '../plan/control-keys.ts';
import type { Plan } from '../plan/schema.ts';
import type { Rejoinable, Scalable, Separable } from '../ports/capabilities.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { addressFrom, brokersFrom, type Endpoints } from '../ports/endpoints.ts';
import { until } from '../ports/until.ts';
import { RegionAgent } from '../systems/agent/agent.ts';
import { RegionalService } from '../systems/app/service.ts';
import { deadlines } from '../systems/deadlines.ts';
import { KafkaCluster } from '../systems/kafka/cluster.ts';
import type { PostgresLeader } from '../systems/postgres/leader.ts';
import { PostgresServer } from '../systems/postgres/server.ts';
import { RedisServer } from '../systems/redis/server.ts';
import { RedisSystem } from '../systems/redis/system.ts';
import { Bucket } from '../systems/s3/bucket.ts';

/** Everything a runbook's steps act on, as seen from the controller's home. */
export interface World {
  readonly clock: Clock;
  readonly plan: Plan;
  readonly endpoints: Endpoints;
  readonly store: ControlStore;
  readonly postgres: Readonly<Record<string, PostgresServer>>;
  readonly redis: Readonly<Record<string, RedisServer>>;
  /** The same servers, as those of which one leads. */
  readonly caches: RedisSystem;
  readonly queues: Readonly<Record<string, KafkaCluster>>;
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly service: Readonly<Record<string, RegionalService>>;
  /** Of the regions that have one. */
  readonly agents: Readonly<Record<string, Rejoinable & Separable & Scalable>>;
}

function perRegion<T>(endpoints: Endpoints, make: (region: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(endpoints.regions).map((name) => [name, make(name)]));
}

export function regionIn<T>(of: Readonly<Record<string, T>>, region: string): T {
  const found = of[region];
  if (!found) throw new RangeError(`no region ${region}; known are ${Object.keys(of)}`);
  return found;
}

/** Connects nothing yet. Throws RangeError if the controller's home has no path to a server. */
export function worldFrom(
  clock: Clock,
  plan: Plan,
  endpoints: Endpoints,
  store: ControlStore,
): World {
  const { home, regions } = endpoints;
  const of = (region: string) => regionIn(regions, region);
  const redis = perRegion(endpoints, (region) => {
    const { seenFrom, ...login } = of(region).redis;
    return new RedisServer(clock, { ...login, ...addressFrom(home, seenFrom) });
  });
  return {
    clock,
    plan,
    endpoints,
    store,
    postgres: perRegion(endpoints, (region) => {
      const { seenFrom, ...login } = of(region).postgres;
      return new PostgresServer(clock, { ...login, address: addressFrom(home, seenFrom) });
    }),
    redis,
    caches: new RedisSystem(
      clock,
      Object.entries(redis).map(([name, server]) => {
        return { name, server, seenFrom: of(name).redis.seenFrom };
      }),
    ),
    queues: perRegion(
      endpoints,
      (region) => new KafkaCluster(clock, brokersFrom(home, of(region).kafka)),
    ),
    buckets: perRegion(endpoints, (region) => {
      const { seenFrom, ...options } = of(region).s3;
      return new Bucket({ region, ...options, address: addressFrom(home, seenFrom) });
    }),
    service: perRegion(
      endpoints,
      (region) => new RegionalService(addressFrom(home, of(region).gateway.seenFrom)),
    ),
    agents: Object.fromEntries(
      Object.entries(regions).flatMap(([region, { agent }]) =>
        agent
          ? [[region, new RegionAgent(clock, addressFrom(home, agent.seenFrom), agent.token)]]
          : [],
      ),
    ),
  };
}

/** How the standby of one region reaches the database of another. */
export function leaderFor(
  world: World,
  standby: string,
  leader: string,
  slot: string | undefined,
): PostgresLeader {
  const { postgres } = regionIn(world.endpoints.regions, leader);
  const { user, password } = postgres;
  const address = addressFrom(standby, postgres.seenFrom);
  return { address, user, password, standby: standby.replaceAll('-', '_'), slot };
}

/** Who may write, or where traffic goes: the value of a control key. */
export interface Assignment {
  readonly region: string;
  readonly epoch: number;
  /** Traffic goes there by the word of that region alone, since all others are given up. */
  readonly forced?: boolean;
}

export function assignmentFrom(text: string): Assignment {
  const { region, epoch, forced } = JSON.parse(text) as Partial<Assignment>;
  if (typeof region !== 'string' || typeof epoch !== 'number') {
    throw new Error(`expected {"region", "epoch"}, found ${text}`);
  }
  return forced === true ? { region, epoch, forced } : { region, epoch };
}

/**
 * Moves a control key from what it is to another assignment, by compare-and-swap: of two
 * controllers one loses and throws. An answer that was lost on its way is found by reading again.
 * Where it is what was expected, it need not be read before.
 */
export async function assign(
  world: World,
  which: 'writer' | 'routing',
  next: Assignment,
  allowed: (present: Assignment) => boolean,
  expected?: Assignment,
): Promise<void> {
  const key = controlKeys(world.plan.name)[which];
  const value = JSON.stringify(next);
  let guess = expected;
  const deadline = { what: `${which} to be ${next.region}`, ms: deadlines.controlStoreMs };
  const refusal = await until(world.clock, { ...deadline, everyMs: 100 }, async () => {
    const guard = guess && { key, value: JSON.stringify(guess) };
    guess = undefined;
    if (guard && (await world.store.putWhile(key, value, guard))) return 'done';
    const stored = await world.store.get(key);
    const present = stored && assignmentFrom(stored.value);
    if (present && isSame(present, next)) return 'done';
    if (present && !allowed(present)) return `${which} is ${stored.value}, not ours to change`;
    const swapped = await world.store.compareAndSwap(key, stored?.revision, value);
    return swapped ? 'done' : undefined;
  });
  if (refusal !== 'done') throw new Error(refusal);
}

function isSame(one: Assignment, two: Assignment): boolean {
  const alike = one.region === two.region && one.epoch === two.epoch;
  return alike && (one.forced ?? false) === (two.forced ?? false);
}
