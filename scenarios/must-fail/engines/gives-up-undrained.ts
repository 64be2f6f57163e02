import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withSteps } from '../support/with-steps.ts';

/** What was to be drained and is lost meanwhile ends the failover, beside a sound standby. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step) =>
    step.name === 'drain' ? { ...step, bestEffort: false } : step,
  ),
);
