import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { WalPosition } from '../../systems/postgres/reading.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** Resolves, with what was done, once the target has all that the old database says it has. */
async function reached(
  { world, from, target }: Failover,
  { receivedLsn }: WalPosition,
  withinMs: number,
): Promise<string> {
  if (receivedLsn === undefined) throw new Error(`${from} does not tell its position`);
  await regionIn(world.postgres, target).reach(receivedLsn, withinMs);
  return `${target} has all of ${from}, up to byte ${receivedLsn}`;
}

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
      return reached(failover, old, withinMs);
    },
  };
}

/**
 * The same where the service is away already, and the old database may be lost by now. One that is
 * away for a moment, or slow, is waited for; whether to go on without it is for `promote` to see.
 */
export function drainIfAlive(failover: Failover): Step {
  const { world, from } = failover;
  const withinMs = deadlines.postgresDrainMs;
  return {
    ...drain(failover),
    bestEffort: true,
    passing: true,
    deadlineMs: deadlines.postgresSilentMs + deadlines.postgresStatementMs + withinMs,
    async run(signal) {
      const database = regionIn(world.postgres, from);
      const silent = {
        what: `the database of ${from} to say how far it is`,
        ms: deadlines.postgresSilentMs,
      };
      const said = () => database.position(deadlines.postgresStatementMs);
      return reached(failover, await until(world.clock, silent, said, signal), withinMs);
    },
  };
}
