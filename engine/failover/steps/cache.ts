import { addressFrom } from '../../ports/endpoints.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn, type World } from '../world.ts';

async function followAll(world: World, target: string): Promise<string> {
  const others = Object.keys(world.redis).filter((region) => region !== target);
  const { seenFrom } = regionIn(world.endpoints.regions, target).redis;
  const followed = await Promise.allSettled(
    others.map((region) => {
      const leader = addressFrom(region, seenFrom);
      return regionIn(world.redis, region).follow(leader, deadlines.redisFollowMs);
    }),
  );
  return others
    .map((name, index) => (followed[index]?.status === 'fulfilled' ? name : `not ${name}`))
    .join(', ');
}

/** The cache of the target leads, with what the old one still had if it can be reached. */
export function cache(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'cache',
    needs: ['promote'],
    bestEffort: true,
    deadlineMs: deadlines.redisCatchUpMs + 6 * deadlines.redisCommandMs,
    async run() {
      const target = regionIn(world.redis, failover.target);
      const caughtUp = await target
        .catchUp(regionIn(world.redis, from), deadlines.redisCatchUpMs)
        .then(() => 'has all of the old one')
        .catch((error: Error) => `may lack the newest of the old one (${error.message})`);
      await target.promote(deadlines.redisCommandMs);
      return `${failover.target} leads and ${caughtUp}`;
    },
  };
}

/** The other caches follow the new one; traffic does not wait for them. */
export function follow(failover: Failover): Step {
  return {
    name: 'cache-followers',
    needs: ['cache'],
    bestEffort: true,
    deadlineMs: deadlines.redisFollowMs + 2 * deadlines.redisCommandMs,
    async run() {
      return `following ${failover.target}: ${await followAll(failover.world, failover.target)}`;
    },
  };
}
