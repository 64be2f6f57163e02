import type { Scenario } from '../harness/drill/scenario.ts';

const blip = {
  fault: 'freeze-server',
  region: 'us-east-1',
  server: 'postgres',
  forMs: 20_000,
} as const;

/**
 * Four blips, each two thirds of the threshold, 80 s in all: who adds them up fails over. Between
 * two there is enough to be seen alive, and less than the hold: that is no recovery yet.
 */
export const scenario: Scenario = {
  name: 'flapping',
  title: 'The primary database hangs again and again, each time for less than the threshold',
  expectation: 'recovery',
  failover: 'never',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [
    blip,
    { ...blip, afterMs: 35_000 },
    { ...blip, afterMs: 70_000 },
    { ...blip, afterMs: 105_000 },
  ],
};
