import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** On the way back to the first region the names are left as they are, and are said to be moved. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step, { world, target }) => {
    if (target !== world.plan.dns.failover[0] || step.name !== 'reroute') return step;
    return { ...step, run: async () => `${target} is seen from everywhere` };
  }),
);
