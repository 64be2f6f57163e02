import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The primary crashes and is back before the threshold: nobody may fail over, and since its disk
 * was never away, nothing that was acknowledged may be lost.
 */
export const scenario: Scenario = {
  name: 'database_primary_restarts',
  title: 'The primary database crashes and restarts within the threshold',
  expectation: 'recovery',
  failover: 'never',
  steadyMs: 20_000,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'postgres', forMs: 12_000 }],
};
