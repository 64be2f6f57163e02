import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn } from '../world.ts';
import { strays } from './rejoin.ts';

/**
 * The standbys that are left follow the new primary, and it says so: a standby calls itself
 * streaming while it is still being refused.
 */
export function repoint(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'repoint',
    needs: ['epoch', 'slots'],
    bestEffort: true,
    deadlineMs: deadlines.postgresConnectMs + 2 * deadlines.postgresFollowMs,
    async run(signal) {
      const { target } = failover;
      const { slots } = regionIn(world.endpoints.regions, target).postgres;
      const others = Object.keys(world.postgres).filter((name) => name !== target && name !== from);
      await Promise.all(
        others.map((region) => {
          const leader = leaderFor(world, region, target, slots[region]);
          return regionIn(world.postgres, region).follow(leader, deadlines.postgresFollowMs);
        }),
      );
      const what = `${target} to have ${others.join(', ')} among its standbys`;
      const deadline = { what, ms: deadlines.postgresFollowMs };
      const followed = async () => {
        const missing = await strays(world, target);
        return !others.some((region) => missing.includes(region));
      };
      await until(world.clock, deadline, followed, signal);
      return `${others.join(', ')} streams from ${target}`;
    },
  };
}
