import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The queue of the active region dies, and all else lives: every write has an event and fails. The
 * database can be asked and is drained, so that it loses nothing; events that MirrorMaker had not
 * carried yet are on the disk of the broker that died.
 */
export const scenario: Scenario = {
  name: 'kafka_region_failure',
  title: 'The queue of the active region dies, and all else lives',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'kafka' }],
};
