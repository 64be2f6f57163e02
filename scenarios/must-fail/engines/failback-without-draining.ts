import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

const needs: Readonly<Record<string, readonly string[]>> = {
  drain: ['prepare'],
  promote: ['drain'],
  fence: ['promote'],
  activate: ['epoch', 'fence'],
};

/**
 * On the way back to the first region its database is promoted with what it has just then: the
 * region that is left goes on to take writes until that is done, and nobody waits for the rest.
 */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step, { world, target }) => {
    if (target !== world.plan.dns.failover[0]) return step;
    const changed = { ...step, needs: needs[step.name] ?? step.needs };
    return step.name === 'drain' ? { ...changed, run: async () => 'not drained' } : changed;
  }),
);
