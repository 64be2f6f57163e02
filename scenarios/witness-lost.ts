import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The cold region serves nobody, and is the third member of the quorum: without it two of three
 * are left, and clients must not notice. Watched for longer than any condition must hold.
 */
export const scenario: Scenario = {
  name: 'witness_lost',
  title: 'The cold region dies, and with it a member of the quorum and a standby',
  expectation: 'sustained',
  failover: 'never',
  steadyMs: 20_000,
  watchMs: 80_000,
  faults: [{ fault: 'lose-region', region: 'eu-west-1' }],
};
