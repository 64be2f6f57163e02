import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The links are cut at the instant of the kill: a primary that dies alone on one host still hands
 * its last WAL to the kernel, and loses nothing.
 */
export const scenario: Scenario = {
  name: 'database_primary_failure',
  title: 'The primary database dies, and its replication links with it',
  expectation: 'recovery',
  steadyMs: 20_000,
  faults: [
    {
      fault: 'cut-links',
      from: ['us-west-2', 'eu-west-1'],
      to: ['us-east-1'],
      services: ['postgres'],
    },
    { fault: 'kill-server', region: 'us-east-1', server: 'postgres' },
  ],
};
