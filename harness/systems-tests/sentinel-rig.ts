import {
  type Address,
  systemClock as clock,
  RedisSentinel,
  type SentinelOptions,
  until,
} from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { askRedis, type Name, names, type RedisRig, redisAt, startRedisRig } from './redis-rig.ts';
import { type Rig, spawnRedis } from './rig.ts';

const group = 'cache';
const quorum = 2;
const sentinelAt = (name: Name): Address => ({ host: redisAt(name).host, port: 26_379 });

export interface SentinelRig extends RedisRig {
  readonly options: SentinelOptions;
  readonly sentinels: ReadonlyMap<string, ManagedProcess>;
}

export interface SentinelRigOptions {
  /** What a sentinel takes for the leader at first, if not the one in the east. */
  readonly believes?: Partial<Record<Name, Address>>;
}

function startSentinel(rig: Rig, name: Name, leader: Address): Promise<ManagedProcess> {
  return spawnRedis(rig, {
    name: `sentinel-${name}`,
    address: sentinelAt(name),
    args: ['--sentinel'],
    lines: [
      // Its own connections leave from 127.0.0.1, where the others would look for it.
      `sentinel announce-ip ${sentinelAt(name).host}`,
      `sentinel monitor ${group} ${leader.host} ${leader.port} ${quorum}`,
      // A busy machine is not to be taken for a leader that is down.
      `sentinel down-after-milliseconds ${group} 5000`,
      `sentinel failover-timeout ${group} 20000`,
      `sentinel parallel-syncs ${group} 2`,
    ],
  });
}

/** Three servers with a sentinel beside each, which know each other. */
export async function startSentinelRig(options: SentinelRigOptions = {}): Promise<SentinelRig> {
  const { believes = {} } = options;
  const rig = await startRedisRig();
  const sentinels = new Map<string, ManagedProcess>();
  for (const name of names) {
    const leader = believes[name] ?? redisAt('east');
    sentinels.set(name, await startSentinel(rig.rig, name, leader));
  }
  const honest = names.filter((name) => !believes[name]);
  try {
    await Promise.all(honest.map((name) => knowsAll(name, honest.length - 1)));
  } catch (error) {
    await rig[Symbol.asyncDispose]();
    throw error;
  }
  const asked = names.map((name) => new RedisSentinel(clock, name, sentinelAt(name), group));
  const { members } = rig;
  return {
    ...rig,
    sentinels,
    options: { clock, members, sentinels: asked, quorum, withinMs: 30_000 },
  };
}

/** Sentinels learn of replicas and of each other from the leader. */
async function knowsAll(name: Name, others: number): Promise<void> {
  const deadline = { what: `the sentinel in the ${name} to know all`, ms: 30_000 };
  await until(clock, deadline, async () => {
    const reply = await askRedis(sentinelAt(name), undefined, (sentinel) =>
      sentinel.sendCommand(['SENTINEL', 'MASTER', group]),
    );
    const words = Array.isArray(reply) ? reply.map(String) : [];
    const after = (word: string) => Number(words[words.indexOf(word) + 1]);
    return after('num-slaves') === 2 && after('num-other-sentinels') >= others;
  });
}
