import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import { loadClients } from '../load-clients.ts';
import type { Step } from '../step.ts';
import { assign, regionIn } from '../world.ts';

/** Nobody may write; of two controllers that begin this epoch, one loses and throws. */
function takeTheRight({ world, from, epoch }: Failover): Promise<void> {
  const mostly = { region: from, epoch: epoch - 1 };
  const next = { region: 'none', epoch };
  return assign(world, 'writer', next, (present) => present.epoch < epoch, mostly);
}

/**
 * Takes the right to write away from the old side and waits until it cannot still believe it has
 * it: the last renewal may have been answered just before the change. Meanwhile, as far as it can
 * be reached, the old database is told as well.
 */
export function fence(failover: Failover): Step {
  const { world, from, epoch } = failover;
  const { leaseTtlMs, marginMs } = world.plan.fencing;
  const leaseMs = leaseTtlMs + marginMs;
  return {
    name: 'fence',
    needs: [],
    deadlineMs: deadlines.controlStoreMs + leaseMs + 1_000,
    async run(signal) {
      await takeTheRight(failover);
      const oldSide = regionIn(world.postgres, from)
        .fence(epoch, Math.min(leaseMs, deadlines.postgresStatementMs))
        .then(
          () => 'its database refuses writes',
          (error: Error) => `its database was not reached (${error.message})`,
        );
      // Meanwhile; the step that needs what cannot be loaded says so.
      void loadClients(world).catch(() => undefined);
      await world.clock.sleep(leaseMs, signal);
      const said = await Promise.race([oldSide, Promise.resolve('its database has not answered')]);
      return `the lease of ${from} ran out after ${leaseMs} ms; ${said}`;
    },
    async undo() {
      // The old side gets a new epoch: whatever still acts in the one that was begun is refused.
      const again = epoch + 1;
      const database = regionIn(world.postgres, from);
      const what = `the database of ${from} to take writes of epoch ${again}`;
      // Its service is ready only in the epoch of its database, so the database comes first.
      await until(world.clock, { what, ms: deadlines.unfenceMs }, async () => {
        await database.unfence(again, deadlines.postgresStatementMs);
        return true;
      });
      const next = { region: from, epoch: again };
      await assign(world, 'writer', next, (present) => present.epoch <= epoch);
      return `${from} may write, in epoch ${again}`;
    },
  };
}

/**
 * The same of a database that lives and proves that it refuses: a lease whose every write the store
 * itself refuses need not run out.
 */
export function fenceLiving(failover: Failover): Step {
  const { world, from, epoch } = failover;
  const { writePauseMs } = world.plan.switchover;
  return {
    ...fence(failover),
    needs: ['prepare', 'detach'],
    deadlineMs: deadlines.controlStoreMs + deadlines.postgresStatementMs + writePauseMs,
    async run() {
      await takeTheRight(failover);
      const database = regionIn(world.postgres, from);
      await database.fence(epoch, deadlines.postgresStatementMs);
      await database.proveFenced(epoch, writePauseMs);
      return `the database of ${from} is seen to refuse writes below epoch ${epoch}`;
    },
  };
}

/** The same where all of the old side is given up: its lease runs out, and nobody can be told. */
export function fenceLost(failover: Failover): Step {
  const { world, from } = failover;
  const { leaseTtlMs, marginMs } = world.plan.fencing;
  const leaseMs = leaseTtlMs + marginMs;
  return {
    ...fence(failover),
    async run(signal) {
      await takeTheRight(failover);
      await world.clock.sleep(leaseMs, signal);
      return `the lease of ${from} ran out after ${leaseMs} ms`;
    },
  };
}
