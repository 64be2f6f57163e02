import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { assign } from '../world.ts';

/**
 * Closes the routing control of the old side. Health checkers take their time to see that, so it is
 * not left until the target can be opened. While no region is open DNS answers the plan's first,
 * and resolvers do not keep that for long. If the old side is another it stays open: else clients
 * would be led to the first before it can write.
 */
export function close(failover: Failover): Step {
  const { world, from, epoch } = failover;
  return {
    name: 'close',
    needs: [],
    deadlineMs: deadlines.controlStoreMs,
    async run() {
      const [first] = world.plan.dns.failover;
      if (from !== first) return `${from} stays open until ${first} can write`;
      const nowhere = { region: 'none', epoch };
      const mostly = { region: from, epoch: epoch - 1 };
      await assign(world, 'routing', nowhere, (present) => present.epoch < epoch, mostly);
      return `${from} is closed, and none is open yet`;
    },
    async undo() {
      const again = { region: from, epoch: epoch + 1 };
      await assign(world, 'routing', again, (present) => present.epoch <= epoch);
      return `${from} is open`;
    },
  };
}
