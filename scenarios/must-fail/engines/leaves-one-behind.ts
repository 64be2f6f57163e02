import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** The third region is not led to follow the new primary, and nobody is told. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step) =>
    step.name === 'repoint' ? { ...step, run: async () => 'all follow' } : step,
  ),
);
