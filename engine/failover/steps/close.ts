import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { assign } from '../world.ts';

/**
 * Closes the routing control of the old side. Health checkers take their time to see that, so it is
 * not left until the target can be opened. With no region open DNS answers the first of the plan,
 * and so as before, unless the old side is another: then it stays open until then.
 */
export function close(failover: Failover): Step {
  const { world, from, epoch } = failover;
  return {
    name: 'close',
    needs: [],
    deadlineMs: deadlines.controlStoreMs,
    async run() {
      const [first] = world.plan.dns.failover;
      if (from !== first) return `${from} stays open: else DNS would lead to ${first} already`;
      const nowhere = { region: 'none', epoch };
      await assign(world, 'routing', nowhere, (present) => present.epoch < epoch);
      return `${from} is closed, and none is open yet`;
    },
    async undo() {
      const again = { region: from, epoch: epoch + 1 };
      await assign(world, 'routing', again, (present) => present.epoch <= epoch);
    },
  };
}
