import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The primary hangs for two thirds of the time that a condition must hold, and goes on where it
 * was: who fails over has moved a healthy service.
 */
export const scenario: Scenario = {
  name: 'blip_below_threshold',
  title: 'The primary database hangs for less than the threshold, and goes on',
  expectation: 'recovery',
  failover: 'never',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [{ fault: 'freeze-server', region: 'us-east-1', server: 'postgres', forMs: 20_000 }],
};
