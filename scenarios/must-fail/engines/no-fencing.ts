import { composeEngine } from '../../../engine/compose.ts';
import { assign } from '../../../engine/failover/world.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** The right to write passes from one to the other; nobody takes it away first. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step, failover) => {
    if (step.name === 'fence') return { ...step, run: async () => 'not fenced' };
    if (step.name !== 'activate') return step;
    const { world, epoch } = failover;
    return {
      ...step,
      run: async (signal) => {
        const next = { region: failover.target, epoch };
        await assign(world, 'writer', next, (present) => present.epoch < epoch);
        return step.run(signal);
      },
    };
  }),
);
