import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The standby that traffic can be led to has lost its primary for longer than the RPO allows; the
 * one in the cold region has not. Whoever promotes the first without asking how far the other has
 * come loses what that holds.
 */
export const scenario: Scenario = {
  name: 'nearest_standby_behind',
  title: 'The hot standby has fallen behind when the primary database dies',
  expectation: 'recovery',
  steadyMs: 20_000,
  beforehand: {
    faults: [{ fault: 'cut-links', from: 'us-west-2', to: 'us-east-1', services: ['postgres'] }],
    lastsMs: 80_000,
  },
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'postgres' }],
};
