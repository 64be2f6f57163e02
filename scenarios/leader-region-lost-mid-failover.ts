import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The controller that leads is lost while it fences, and with it all of its region: its member of
 * the quorum, its standby and every path to it. The controller of us-west-2 hangs beforehand, so
 * that the one of eu-west-1 leads, and is back before anything else breaks: it has to find that it
 * leads no more, and then end what the other one began.
 */
export const scenario: Scenario = {
  name: 'leader_region_lost_mid_failover',
  title: 'The primary database dies, and during the failover the region that leads it',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 80_000,
  beforehand: {
    faults: [{ fault: 'freeze-server', region: 'us-west-2', server: 'engine', forMs: 30_000 }],
    lastsMs: 60_000,
  },
  faults: [
    {
      fault: 'cut-links',
      from: ['us-west-2', 'eu-west-1'],
      to: ['us-east-1'],
      services: ['postgres'],
    },
    { fault: 'kill-server', region: 'us-east-1', server: 'postgres' },
    // A condition must hold for 30 s, and fencing lasts 5 s from then on.
    { fault: 'lose-region', region: 'eu-west-1', afterMs: 34_000 },
  ],
};
