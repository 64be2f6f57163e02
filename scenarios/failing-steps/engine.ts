import { readFileSync, writeFileSync } from 'node:fs';
import { composeEngine } from '../../engine/compose.ts';
import { runEngineProcess } from '../../engine/process.ts';
import { withSteps } from '../must-fail/support/with-steps.ts';

const file = process.env.BLACKSTART_FAILING_STEP ?? '';

/** The step that the file names fails, once, and the file names none any more. */
function isMeant(step: string): boolean {
  if (readFileSync(file, 'utf8') !== step) return false;
  writeFileSync(file, '');
  return true;
}

/** Whole, but that a step fails when all that it does is done. */
await runEngineProcess((settings) =>
  withSteps(composeEngine(settings), (step) => ({
    ...step,
    run: async (signal) => {
      const done = await step.run(signal);
      if (isMeant(step.name)) throw new Error(`made to fail after this: ${done}`);
      return done;
    },
  })),
);
