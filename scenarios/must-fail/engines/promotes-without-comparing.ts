import { composeEngine } from '../../../engine/compose.ts';
import { regionIn } from '../../../engine/failover/world.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** Promotes the standby that was decided on, however far any other has come. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step, failover) => {
    if (step.name !== 'promote') return step;
    const { world } = failover;
    const { promotionTimeoutMs } = world.plan.systems.postgres;
    return {
      ...step,
      run: async () => {
        await regionIn(world.postgres, failover.target).promote(promotionTimeoutMs);
        return `${failover.target} is out of recovery`;
      },
    };
  }),
);
