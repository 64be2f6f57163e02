import type { Scenario } from '../harness/drill/scenario.ts';

/**
 * The object store of the active region dies, and all else lives: one write in twenty has an object
 * and fails, so that the service is neither up nor down, and most of its region's systems are well.
 * Since the database can still be asked, nothing may be lost by moving. The Route 53 API is in the
 * same server, and dies with it.
 */
export const scenario: Scenario = {
  name: 'object_store_unavailable',
  title: 'The object store of the active region dies, and all else lives',
  expectation: 'recovery',
  steadyMs: 20_000,
  watchMs: 60_000,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'localstack' }],
};
