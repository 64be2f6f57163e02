import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The Route 53 API is gone when the primary dies, as it would be with its region: rerouting must
 * not need it. The objects of us-east-1 are in the same server, so both die at one instant: an
 * operation with an object that fails while the database lives is in all stores but one, and nobody
 * could say for how long such were lost.
 */
export const scenario: Scenario = {
  name: 'dns_control_plane_lost',
  title: 'The primary database dies, and the control plane of DNS with it',
  expectation: 'recovery',
  steadyMs: 20_000,
  faults: [
    {
      fault: 'cut-links',
      from: ['us-west-2', 'eu-west-1'],
      to: ['us-east-1'],
      services: ['postgres'],
    },
    { fault: 'kill-server', region: 'us-east-1', server: 'localstack' },
    { fault: 'kill-server', region: 'us-east-1', server: 'postgres' },
  ],
};
