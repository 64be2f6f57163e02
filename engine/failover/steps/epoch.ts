import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** The new primary refuses writes of older epochs. */
export function epoch(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'epoch',
    needs: ['promote'],
    deadlineMs: deadlines.postgresConnectMs + deadlines.postgresStatementMs,
    async run() {
      await regionIn(world.postgres, failover.target).raiseEpoch(failover.epoch);
      return `writes below epoch ${failover.epoch} are refused`;
    },
  };
}
