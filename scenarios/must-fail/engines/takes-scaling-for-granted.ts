import { composeEngine } from '../../../engine/compose.ts';
import { Averted } from '../../../engine/failover/step.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** A region was asked to scale, and so it has: whatever its agent answers, nothing is moved. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step, { from }) => {
    if (step.name !== 'scale') return step;
    const granted = () => new Averted(`${from} was asked to scale`);
    return { ...step, run: (signal) => step.run(signal).catch(granted) };
  }),
);
