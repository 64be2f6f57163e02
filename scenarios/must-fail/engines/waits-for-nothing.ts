import { composeEngine } from '../../../engine/compose.ts';
import { assign } from '../../../engine/failover/world.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** Says that it has recovered as soon as all is under way: no client was led anywhere yet. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step, failover) => {
    if (step.name === 'validate') return { ...step, run: async () => 'it writes and reads' };
    if (step.name !== 'reroute') return step;
    const { world, epoch } = failover;
    return {
      ...step,
      run: async () => {
        const next = { region: failover.target, epoch };
        await assign(world, 'routing', next, (present) => present.epoch <= epoch);
        return `${failover.target} is seen everywhere`;
      },
    };
  }),
);
