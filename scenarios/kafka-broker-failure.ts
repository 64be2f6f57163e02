import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * Of three brokers of the active region the one that leads every topic dies, and stays dead. Writes
 * fail until its session is over, 9 s, and another leads; if it was the active controller as well,
 * which is chance, until there is a new one besides. Two copies are left, as many as must
 * acknowledge: nobody may move the service, and nothing that was acknowledged may be lost. Watched
 * for longer than the condition of a lost queue must hold, with all that its probes take.
 */
export const scenario: Scenario = {
  name: 'kafka_broker_failure',
  title: 'One of three brokers dies, the one that leads, and another one takes over',
  expectation: 'recovery',
  failover: 'never',
  topology: 'three-brokers',
  steadyMs: 20_000,
  watchMs: 100_000,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'kafka' }],
};
