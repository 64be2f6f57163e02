import type { Scenario } from '../harness/drill/scenario.ts';

const services = ['postgres', 'redis', 'kafka', 'etcd', 'etcd-peer'];

/**
 * The network between the regions is cut, not the one that clients come by: the active region works
 * on, and only the end of its lease tells it that it may not write any more.
 */
export const scenario: Scenario = {
  name: 'region_isolated',
  title: 'The active region is cut off from the others, while clients still reach it',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 80_000,
  faults: [
    { fault: 'cut-links', from: ['us-west-2', 'eu-west-1'], to: 'us-east-1', services },
    { fault: 'cut-links', from: 'us-east-1', to: ['us-west-2', 'eu-west-1'], services },
  ],
};
