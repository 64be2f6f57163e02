import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The gateway of the active region dies, and all behind it lives: the service moves, and since its
 * database can still be asked, nothing may be lost.
 */
export const scenario: Scenario = {
  name: 'api_gateway_failure',
  title: 'The gateway of the active region dies, and all behind it lives',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'haproxy' }],
};
