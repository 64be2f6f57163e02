import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The primary lives, and its own region writes to it, but no other region reaches it any more: who
 * fails over without fencing has two primaries. What it takes until it is fenced is lost, so the
 * time to fence is part of the RPO.
 */
export const scenario: Scenario = {
  name: 'database_primary_isolated',
  title: 'The primary database lives, and no other region reaches it',
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
  ],
};
