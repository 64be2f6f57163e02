import { type Clock, until } from '../../../engine/index.ts';
import type { ReadbackEntry } from '../../journal/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { toRanges } from '../../workload/ranges.ts';
import { addressOf } from '../address-of.ts';
import { type RedisClient, withRedis } from '../connect-redis.ts';
import { deadlines } from '../deadlines.ts';
import type { Completeness, ReadBack } from './read-back.ts';

/** What a region's Redis says of itself. */
interface Position {
  /** Bytes of the replication stream that it has written, or taken over. */
  readonly offset: number;
  /** Host it follows, as it was told; undefined for one that follows nobody. */
  readonly follows: string | undefined;
  /** It hears that host now. Until it does, its offset may be one of another history. */
  readonly linked: boolean;
}

/** Keys of operations (fixtures/app/cache.ts); they never expire. */
const PREFIX = 'operation:';
const KEYS_PER_SCAN = 2000;

/**
 * Reads the cache of the region that serves, and those that follow it once they have reached its
 * replication offset. If it follows another itself, it is read when it has all of that one.
 */
export const readBackRedis: ReadBack = async ({ regions, serving, clock }) => {
  const positions = await positionsOf(regions);
  const leaders = [...positions.keys()].filter((region) => !positions.get(region)?.follows);
  const leaderOf = (region: string) =>
    leaders.find((leader) => {
      const { host } = addressOf(regions, region, leader, 'redis');
      return positions.get(region)?.follows === host;
    });
  const followers = [...positions.keys()].filter((region) => leaderOf(region) === serving);
  const readings = [serving, ...followers].map((region) => {
    const leader = leaderOf(region);
    const offset = leader === undefined ? undefined : positions.get(leader)?.offset;
    return read(regions, region, offset, clock);
  });
  return Promise.all(readings);
};

async function positionsOf(regions: RunningRegions): Promise<ReadonlyMap<string, Position>> {
  const asked = regions.topology.regions.map(async ({ name }) => {
    const address = addressOf(regions, name, name, 'redis');
    return [name, await withRedis(address, positionOf)] as const;
  });
  const answered = await Promise.allSettled(asked);
  return new Map(answered.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}

async function positionOf(client: RedisClient): Promise<Position> {
  const text = String(await client.info('replication'));
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1]?.trim();
  return {
    offset: Number(field('slave_repl_offset') ?? field('master_repl_offset')),
    follows: field('role') === 'slave' ? field('master_host') : undefined,
    linked: field('master_link_status') === 'up',
  };
}

function read(
  regions: RunningRegions,
  region: string,
  leaderOffset: number | undefined,
  clock: Clock,
): Promise<ReadbackEntry> {
  return withRedis(addressOf(regions, region, region, 'redis'), async (client) => {
    const { proof, complete } = await prove(client, region, leaderOffset, clock);
    const ids = toRanges(await idsIn(client));
    const atMs = clock.monotonicMs();
    return { kind: 'readback', atMs, store: 'redis', region, proof, complete, ids };
  });
}

async function prove(
  client: RedisClient,
  region: string,
  leaderOffset: number | undefined,
  clock: Clock,
): Promise<Completeness> {
  const { offset, follows } = await positionOf(client);
  if (follows === undefined) return { proof: `leads, at offset ${offset}`, complete: true };
  if (leaderOffset === undefined) {
    const proof = `its leader does not answer; it has all up to offset ${offset}`;
    return { proof, complete: true };
  }
  const what = `Redis in ${region} to reach offset ${leaderOffset}`;
  try {
    await until(clock, { what, ms: deadlines.replayMs }, async () => {
      const { linked, offset } = await positionOf(client);
      return linked && offset >= leaderOffset;
    });
    return { proof: `follows, and has reached offset ${leaderOffset}`, complete: true };
  } catch (error) {
    return { proof: error instanceof Error ? error.message : String(error), complete: false };
  }
}

/** SCAN gives every key that is there all the while, some more than once. */
async function idsIn(client: RedisClient): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  let cursor = '0';
  do {
    const found = await client.scan(cursor, { MATCH: `${PREFIX}*`, COUNT: KEYS_PER_SCAN });
    for (const key of found.keys) ids.add(Number(key.slice(PREFIX.length)));
    cursor = found.cursor;
  } while (cursor !== '0');
  return ids;
}
