import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The service was moved to the hot standby, and the first primary follows there. An operator asks
 * for it to come back to the region that the plan calls active; what the way back does is measured.
 */
export const scenario: Scenario = {
  name: 'failback',
  title: 'An operator asks for the service to come back to the active region',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  beforehand: { faults: [{ fault: 'switch-over', to: 'us-west-2' }], lastsMs: 120_000 },
  faults: [{ fault: 'switch-over', to: 'us-east-1' }],
};
