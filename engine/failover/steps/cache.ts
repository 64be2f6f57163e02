import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';

/** The cache of the target leads, with what the old one still had if it can be reached. */
export function cache(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'cache',
    needs: ['promote'],
    bestEffort: true,
    deadlineMs: deadlines.redisCatchUpMs + 8 * deadlines.redisCommandMs,
    run: () => world.caches.lead(from, failover.target),
  };
}

/** The other caches follow the new one; traffic does not wait for them. */
export function follow(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'cache-followers',
    needs: ['cache'],
    bestEffort: true,
    deadlineMs: deadlines.redisFollowMs + 5 * deadlines.redisCommandMs,
    run: () => world.caches.followed(failover.target, []),
  };
}
