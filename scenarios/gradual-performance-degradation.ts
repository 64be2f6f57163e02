import type { Scenario } from '../harness/drill/scenario.ts';

const slower = {
  fault: 'slow-links',
  from: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
  to: 'us-east-1',
  services: ['gateway'],
};

/**
 * The service of the active region answers slower and slower, and in the end too late for any
 * client; nothing is down. The engine may not move it by itself: it asks when that has been so for
 * long enough, a person says yes, and since everything lives nothing need be lost. The RTO counts
 * from the answer; what clients had to bear before it is in the availability of the run.
 */
export const scenario: Scenario = {
  name: 'gradual_performance_degradation',
  title: 'The active region gets slower and slower, and a person lets the service move',
  expectation: 'recovery',
  steadyMs: 20_000,
  beforehand: {
    faults: [
      { ...slower, byMs: 1_500 },
      { ...slower, byMs: 1_600, afterMs: 20_000 },
      { ...slower, byMs: 3_000, afterMs: 40_000 },
    ],
    lastsMs: 300_000,
  },
  faults: [{ fault: 'answer-question', yes: true }],
};
