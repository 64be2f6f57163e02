import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/**
 * Where the old database lives, nothing of it need be lost: it takes no writes any more, and the
 * target receives the rest of what it has before it is promoted. Of the others none that
 * could be told receives any more, so that this is at least what they have.
 */
export function drain(failover: Failover, withinMs: number = deadlines.postgresDrainMs): Step {
  const { world, from } = failover;
  return {
    name: 'drain',
    needs: ['fence', 'detach'],
    deadlineMs: deadlines.postgresPositionMs + withinMs,
    async run() {
      const old = await regionIn(world.postgres, from).position(deadlines.postgresPositionMs);
      if (old.receivedLsn === undefined) throw new Error(`${from} does not tell its position`);
      const target = regionIn(world.postgres, failover.target);
      await target.reach(old.receivedLsn, withinMs);
      return `${failover.target} has all of ${from}, up to byte ${old.receivedLsn}`;
    },
  };
}
