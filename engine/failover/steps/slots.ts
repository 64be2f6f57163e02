import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** The new primary keeps the WAL that the others will need; the service does not wait for it. */
export function slots(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'slots',
    needs: ['promote'],
    bestEffort: true,
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
