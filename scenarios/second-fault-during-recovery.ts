import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * While the failover is on its way, the third region is lost as well. Its member of the quorum goes
 * with it; that of us-east-1, which has lost only its database, still makes two of three. What the
 * engine wants of the lost region must not hold up the rest. Watched until it has given that up.
 */
export const scenario: Scenario = {
  name: 'second_fault_during_recovery',
  title: 'The primary database dies, and during the failover the third region too',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 80_000,
  faults: [
    {
      fault: 'cut-links',
      from: ['us-west-2', 'eu-west-1'],
      to: ['us-east-1'],
      services: ['postgres'],
    },
    { fault: 'kill-server', region: 'us-east-1', server: 'postgres' },
    // A condition must hold for 30 s, and fencing lasts 5 s from then on.
    { fault: 'lose-region', region: 'eu-west-1', afterMs: 32_000 },
  ],
};
