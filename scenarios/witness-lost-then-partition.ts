import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * With the third region lost, one of the two controllers that are left does not see the primary,
 * and the other one does: one of three is no majority, though nobody else contradicts it.
 */
export const scenario: Scenario = {
  name: 'witness_lost_then_partition',
  title: 'The witness is lost, and then the hot standby’s region does not see the primary',
  expectation: 'sustained',
  failover: 'never',
  steadyMs: 20_000,
  watchMs: 100_000,
  beforehand: { faults: [{ fault: 'lose-region', region: 'eu-west-1' }], lastsMs: 20_000 },
  faults: [
    {
      fault: 'cut-links',
      from: 'us-west-2',
      to: 'us-east-1',
      services: ['postgres'],
      forMs: 60_000,
    },
  ],
};
