import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** Reads what clients will ask for first, in the database and in the cache. */
export function warm(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'warm',
    needs: ['promote'],
    bestEffort: true,
    passing: true,
    deadlineMs: deadlines.postgresConnectMs + deadlines.postgresStatementMs,
    async run() {
      const { target } = failover;
      const database = regionIn(world.postgres, target);
      const { warm: statement } = world.plan.verification ?? {};
      const [rows, keys] = await Promise.all([
        statement ? database.read(statement, deadlines.postgresStatementMs) : [],
        regionIn(world.redis, target).warm(deadlines.redisCommandMs),
      ]);
      return `${rows.length} rows and ${keys} keys read`;
    },
  };
}
