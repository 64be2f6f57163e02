import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** The standbys that a commit waits for are in the regions that are given up. */
export function commitAlone(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'commit-alone',
    needs: ['promote'],
    deadlineMs: deadlines.postgresConnectMs + 3 * deadlines.postgresStatementMs,
    async run() {
      const { target } = failover;
      const before = await regionIn(world.postgres, target).commitAlone();
      return before === ''
        ? `no commit in ${target} waits for a standby`
        : `no commit in ${target} waits for '${before}' until a region has rejoined`;
    },
  };
}
