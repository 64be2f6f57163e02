import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn } from '../world.ts';

/** Says what became of each region: `done`, or why not. */
async function tellEach(
  regions: readonly string[],
  work: (region: string) => Promise<void>,
  done: string,
): Promise<string> {
  const tried = regions.map((region) =>
    work(region).then(
      () => `${region} ${done}`,
      (error: Error) => `${region} could not be told (${error.message})`,
    ),
  );
  return (await Promise.all(tried)).join('; ') || 'there are no others';
}

/**
 * The standbys that are neither the old side nor the target follow nobody until the target leads. A
 * primary that lives goes on to write to its log, if it is only which transactions it has; a
 * standby that had more of that than the target could not follow it without being rewound. Whoever
 * cannot be told is left to `repoint` and `rejoin`; on the way back the words say who was not.
 */
export function detach({ world, from, target }: Failover): Step {
  const others = () =>
    Object.keys(world.postgres).filter((name) => name !== from && name !== target);
  return {
    name: 'detach',
    needs: [],
    deadlineMs: deadlines.postgresConnectMs + deadlines.postgresDetachMs,
    run: () => {
      const unfollow = (region: string) =>
        regionIn(world.postgres, region).unfollow(deadlines.postgresDetachMs);
      return tellEach(others(), unfollow, 'follows nobody for now');
    },
    undo: () => {
      const { slots } = regionIn(world.endpoints.regions, from).postgres;
      const follow = (region: string) => {
        const leader = leaderFor(world, region, from, slots[region]);
        return regionIn(world.postgres, region).follow(leader, deadlines.postgresFollowMs);
      };
      return tellEach(others(), follow, `streams from ${from}`);
    },
  };
}
