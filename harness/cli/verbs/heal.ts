import type { Clock } from '../../../engine/index.ts';
import { leftRuns } from '../../drill/crashed-runs.ts';
import { refuseInProgress } from '../../drill/heal-run.ts';
import { findStartedRun } from '../find-run.ts';
import { healEach } from '../heal-each.ts';
import type { Terminal } from '../terminal.ts';

/** Ends and undoes what crashed runs left; says what, and exits with 5 if something remains. */
export async function healVerb(
  root: string,
  run: string | undefined,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  if (run !== undefined) {
    const runDir = findStartedRun(root, run);
    await refuseInProgress(runDir);
    return healEach([runDir], terminal, clock);
  }
  const { crashed, unreadable } = await leftRuns(root);
  for (const line of unreadable) terminal.print(`passed over: ${line}`);
  if (crashed.length === 0) terminal.print('nothing to heal: no run was cut short');
  return healEach(crashed, terminal, clock);
}
