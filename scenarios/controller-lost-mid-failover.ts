import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The controller that leads dies while it fences: nobody may write, and what it began has to be
 * ended by another one, which first has to know that it leads.
 */
export const scenario: Scenario = {
  name: 'controller_lost_mid_failover',
  title: 'The primary database dies, and during the failover the controller that leads',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [
    {
      fault: 'cut-links',
      from: ['us-west-2', 'eu-west-1'],
      to: ['us-east-1'],
      services: ['postgres'],
    },
    { fault: 'kill-server', region: 'us-east-1', server: 'postgres' },
    // A condition must hold for 30 s, and fencing lasts 5 s from then on.
    { fault: 'kill-server', region: 'us-west-2', server: 'engine', afterMs: 34_000 },
  ],
};
