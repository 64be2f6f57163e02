import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The gateway of the active region dies, and while its service is being moved, so that nothing is
 * lost, the database that it is to be drained from dies as well, with its replication links: there
 * is nothing to go back to, and nothing to drain. The standby that is left has to be promoted.
 */
export const scenario: Scenario = {
  name: 'gateway_then_database',
  title: 'The gateway dies, and during the failover the database behind it, before it is drained',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [
    { fault: 'kill-server', region: 'us-east-1', server: 'haproxy' },
    // A condition must hold for 60 s from the second probe on, which comes after 5 s to 10 s, and
    // fencing lasts 5 s from then on.
    {
      fault: 'cut-links',
      from: ['us-west-2', 'eu-west-1'],
      to: ['us-east-1'],
      services: ['postgres'],
      afterMs: 69_000,
    },
    { fault: 'kill-server', region: 'us-east-1', server: 'postgres', afterMs: 69_000 },
  ],
};
