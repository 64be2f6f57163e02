import type { Scenario } from '../harness/drill/scenario.ts';
import { scenario as primaryIsolated } from './database-primary-isolated.ts';

/**
 * The same where a commit waits for a standby, and none is reached any more: its row is in the
 * isolated database alone, and Postgres calls it committed once the wait is cancelled. Whoever
 * acknowledges it has lost it. What is acknowledged is on a standby, so nothing may be lost at all.
 */
export const scenario: Scenario = {
  ...primaryIsolated,
  name: 'synchronous_primary_isolated',
  title: 'Commits wait for a standby, and no standby reaches the primary database',
  topology: 'synchronous-standbys',
};
