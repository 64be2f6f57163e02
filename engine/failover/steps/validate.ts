import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** The service takes a write and finds what its database holds, asked as a client would. */
export function validate(failover: Failover): Step {
  const { world } = failover;
  const validateMs = 5 * deadlines.serviceRequestMs;
  return {
    name: 'validate',
    needs: ['reroute'],
    deadlineMs: validateMs + deadlines.postgresConnectMs + deadlines.postgresStatementMs,
    async run(signal) {
      const { target } = failover;
      const service = regionIn(world.service, target);
      const id = await regionIn(world.postgres, target).newestOperation();
      const what = `the service in ${target} to write and to read`;
      await until(
        world.clock,
        { what, ms: validateMs },
        async () => {
          const { ready, detail } = await service.probe(deadlines.serviceRequestMs);
          if (!ready) throw new Error(`it said ${detail}`);
          if (id === undefined) return true;
          if (await service.hasOperation(id, deadlines.serviceRequestMs)) return true;
          throw new Error(`operation ${id} is in the database, and the service does not find it`);
        },
        signal,
      );
      return id === undefined
        ? 'it writes; there is nothing to read'
        : `it writes, and reads ${id}`;
    },
  };
}
