import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** The new primary refuses writes of older epochs, and keeps the WAL that the others will need. */
export function epoch(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'epoch',
    needs: ['promote'],
    deadlineMs: 2 * deadlines.postgresConnectMs + 4 * deadlines.postgresStatementMs,
    async run() {
      const { target } = failover;
      const server = regionIn(world.postgres, target);
      const { slots } = regionIn(world.endpoints.regions, target).postgres;
      const others = Object.keys(slots).filter((region) => region !== target);
      const names = others.flatMap((region) => slots[region] ?? []);
      await Promise.all([server.raiseEpoch(failover.epoch), server.keepSlots(names)]);
      return `writes below epoch ${failover.epoch} are refused; slots ${names.join(', ')}`;
    },
  };
}
