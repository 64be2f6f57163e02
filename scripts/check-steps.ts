import type { Step } from './run-steps.ts';

/** What can be said of the code without running it. */
export const checkSteps: readonly Step[] = [
  { name: 'types', command: 'tsc', args: [] },
  { name: 'lint', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'rules', command: 'node', args: ['scripts/rules/main.ts'] },
];
