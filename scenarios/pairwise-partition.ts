import type { Scenario } from '../harness/drill/scenario.ts';

const services = ['postgres', 'redis', 'kafka', 's3', 'etcd', 'etcd-peer'];
/** Twice what a condition must hold, and an end: replicas are compared when they have caught up. */
const forMs = 60_000;

/**
 * The active region and its hot standby do not see each other, and both see the third: whoever
 * looks from the standby alone finds the primary dead, while it serves its clients.
 */
export const scenario: Scenario = {
  name: 'pairwise_partition',
  title: 'The active region and the hot standby do not see each other, the third sees both',
  expectation: 'sustained',
  failover: 'never',
  steadyMs: 20_000,
  watchMs: 100_000,
  faults: [
    { fault: 'cut-links', from: 'us-west-2', to: 'us-east-1', services, forMs },
    { fault: 'cut-links', from: 'us-east-1', to: 'us-west-2', services, forMs },
  ],
};
