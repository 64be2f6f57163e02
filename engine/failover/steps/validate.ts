import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn } from '../world.ts';

/** The id that the plan's statement finds in a database, as text; undefined if there is none. */
async function newestIn({ world, target }: Failover): Promise<string | undefined> {
  const { verification } = world.plan;
  if (!verification) return undefined;
  const database = regionIn(world.postgres, target);
  const [row = {}] = await database.read(verification.newest, deadlines.postgresStatementMs);
  const [id] = Object.values(row);
  return id === null || id === undefined ? undefined : String(id);
}

/** The service takes writes and finds what its database holds, asked as a client would. */
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
      const id = await newestIn(failover);
      const path = id && world.plan.verification?.read.replace('{id}', encodeURIComponent(id));
      const what = `the service in ${target} to write and to read`;
      await until(
        world.clock,
        { what, ms: validateMs },
        async () => {
          const { ready, detail } = await service.probe(deadlines.serviceRequestMs);
          if (!ready) throw new Error(`it said ${detail}`);
          if (!path || (await service.has(path, deadlines.serviceRequestMs))) return true;
          throw new Error(`${id} is in the database, and the service has no ${path}`);
        },
        signal,
      );
      return path ? `it writes, and reads ${path}` : 'it writes; there is nothing to read';
    },
  };
}
