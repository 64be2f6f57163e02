import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The primary hangs and never comes back: its connections stand, new ones are accepted, and nobody
 * answers. Whoever takes a connection for a sign of life waits for good.
 */
export const scenario: Scenario = {
  name: 'postgres_frozen',
  title: 'The primary database hangs, and stays so',
  expectation: 'recovery',
  steadyMs: 20_000,
  faults: [{ fault: 'freeze-server', region: 'us-east-1', server: 'postgres' }],
};
