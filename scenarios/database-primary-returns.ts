import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The primary hangs for long enough that another takes over, and then wakes up where it was: as
 * writable as before, and in its old epoch.
 */
export const scenario: Scenario = {
  name: 'database_primary_returns',
  title: 'The primary database hangs, is failed over, and wakes up',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 80_000,
  faults: [{ fault: 'freeze-server', region: 'us-east-1', server: 'postgres', forMs: 60_000 }],
};
