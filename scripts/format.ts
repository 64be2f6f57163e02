import { runSteps } from './run-steps.ts';

process.exitCode = runSteps([
  { name: 'format', command: 'biome', args: ['check', '--write', '.'] },
]);
