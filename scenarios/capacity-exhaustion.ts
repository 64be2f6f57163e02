import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * Others take up the machine of the active region's service, which gets less of the processor than
 * its load needs, and stays up. The region has no other machine for it, so that it is not scaled
 * but moved; every store lives, and nothing may be lost by that. Watched until the condition has
 * held and the service has moved: clients may hardly notice before.
 */
export const scenario: Scenario = {
  name: 'capacity_exhaustion',
  title: 'The active region runs out of capacity, and has no more to give',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 230_000,
  faults: [{ fault: 'noisy-neighbours', region: 'us-east-1', leave: 0.5, memory: 0.98 }],
};
