import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The cache of the active region dies, and all else lives: no write is done without it, and its
 * copies are in the other regions, so the service moves to one of them. Its database loses nothing.
 */
export const scenario: Scenario = {
  name: 'redis_primary_failure',
  title: 'The cache of the active region dies, and all else lives',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 90_000,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'redis' }],
};
