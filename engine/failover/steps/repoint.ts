import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn } from '../world.ts';

/** The standbys that are left follow the new primary. */
export function repoint(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'repoint',
    needs: ['epoch', 'slots'],
    bestEffort: true,
    deadlineMs: deadlines.postgresConnectMs + deadlines.postgresFollowMs,
    async run() {
      const { target } = failover;
      const { slots } = regionIn(world.endpoints.regions, target).postgres;
      const others = Object.keys(world.postgres).filter((name) => name !== target && name !== from);
      await Promise.all(
        others.map((region) => {
          const leader = leaderFor(world, region, target, slots[region]);
          return regionIn(world.postgres, region).follow(leader, deadlines.postgresFollowMs);
        }),
      );
      return `${others.join(', ')} streams from ${target}`;
    },
  };
}
