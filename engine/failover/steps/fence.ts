import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { assign, regionIn } from '../world.ts';

/**
 * Takes the right to write away from the old side and waits until it cannot still believe it has
 * it: the last renewal may have been answered just before the change. Meanwhile, as far as it can
 * be reached, the old database is told as well.
 */
export function fence({ world, from, epoch }: Failover): Step {
  const { leaseTtlMs, marginMs } = world.plan.fencing;
  const leaseMs = leaseTtlMs + marginMs;
  return {
    name: 'fence',
    needs: [],
    deadlineMs: deadlines.controlStoreMs + leaseMs + 1_000,
    async run(signal) {
      await assign(world, 'writer', { region: 'none', epoch }, (present) => present.epoch < epoch);
      const oldSide = regionIn(world.postgres, from)
        .fence(epoch, Math.min(leaseMs, deadlines.postgresStatementMs))
        .then(
          () => 'its database refuses writes',
          (error: Error) => `its database was not reached (${error.message})`,
        );
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
    },
  };
}
