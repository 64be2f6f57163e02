import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * Others take up the machine of the active region's service, which waits for 1.3 s of each 2 s in
 * which it has much to do. That is more than the p99 that clients call normal, and less than
 * anybody waits who asks whether the gateway is well, so that it is slow and stays up. The region
 * has no other machine for it, so that it is not scaled but moved; every store lives, and nothing
 * may be lost by that. Watched until the condition has held and the service has moved.
 */
export const scenario: Scenario = {
  name: 'capacity_exhaustion',
  title: 'The active region runs out of capacity, and has no more to give',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 230_000,
  faults: [{ fault: 'noisy-neighbours', region: 'us-east-1', leave: 0.5, memory: 0.98 }],
};
