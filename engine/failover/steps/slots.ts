import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/**
 * The new primary keeps the WAL that the others will need. Traffic does not wait for it, but it is
 * tried again until it is so: a standby whose slot is missing never streams.
 */
export function slots(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'slots',
    needs: ['promote'],
    deadlineMs: deadlines.postgresConnectMs + deadlines.postgresStatementMs,
    async run() {
      const { target } = failover;
      const { slots: all } = regionIn(world.endpoints.regions, target).postgres;
      const others = Object.keys(all).filter((region) => region !== target);
      const names = others.flatMap((region) => all[region] ?? []);
      await regionIn(world.postgres, target).keepSlots(names);
      return `WAL is kept for ${names.join(', ')}`;
    },
  };
}
