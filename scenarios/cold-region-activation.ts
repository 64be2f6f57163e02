import type { Scenario } from '../harness/drill/scenario.ts';

const lost = ['us-east-1', 'us-west-2'];

/**
 * Two of three regions are gone at one instant, and with them the quorum: nobody may decide
 * anything any more, and the engine does not. A minute later a person gives both up, and has the
 * cold region activated. The RTO counts from the loss. Requirement A3 mirrors no events there: they
 * would all be lost, and every operation torn. So the topology has a mirror more. Watched until the
 * last step has given up what it cannot reach.
 */
export const scenario: Scenario = {
  name: 'cold_region_activation',
  title: 'Two regions die at once, and an operator activates the cold one',
  expectation: 'recovery',
  topology: 'mirrored-to-cold',
  steadyMs: 20_000,
  watchMs: 80_000,
  faults: [
    { fault: 'lose-region', region: lost },
    { fault: 'activate-region', region: 'eu-west-1', lost, afterMs: 60_000 },
  ],
};
