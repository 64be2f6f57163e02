import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import { loadClients } from '../load-clients.ts';
import { readyToLead } from '../ready-to-lead.ts';
import type { Step } from '../step.ts';

/** Writes go on until it is known that the target can take them over. */
export function prepare(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'prepare',
    needs: [],
    deadlineMs: deadlines.postgresConnectMs + deadlines.postgresPositionMs,
    async run() {
      await loadClients(world);
      return readyToLead(world, from, failover.target, failover.down(failover.target));
    },
  };
}
