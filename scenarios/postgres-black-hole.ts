import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * Every path to the primary swallows bytes, that of its own region's service too. The database
 * itself lives and stays writable in its epoch, which only the rig sees, on its own machine: what
 * was under way is committed there, and nobody is told.
 */
export const scenario: Scenario = {
  name: 'postgres_black_hole',
  title: 'The primary database lives, and every path to it swallows bytes',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [
    {
      fault: 'cut-links',
      from: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
      to: 'us-east-1',
      services: ['postgres'],
    },
  ],
};
