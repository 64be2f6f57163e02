import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * Nothing is broken: an operator asks for the service to move to the hot standby. Nothing may be
 * lost, and the old primary follows the new one in the end, which is watched for.
 */
export const scenario: Scenario = {
  name: 'planned_switchover',
  title: 'An operator asks for a switchover to the hot standby',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [{ fault: 'switch-over', to: 'us-west-2' }],
};
