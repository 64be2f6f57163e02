import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * All of the active region is gone at one instant: every server, and every link to them, that of
 * the clients in the same place too. They live on, and reach the other regions. Watched until the
 * last step has given up what it cannot reach any more.
 */
export const scenario: Scenario = {
  name: 'region_wide_outage',
  title: 'All of the active region dies at once',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 80_000,
  faults: [{ fault: 'lose-region', region: 'us-east-1' }],
};
