import type { Clock } from '../../../engine/index.ts';
import { leftRuns } from '../../drill/crashed-runs.ts';
import { healEach } from '../heal-each.ts';
import type { Terminal } from '../terminal.ts';

/** Ends all regions that were left running on purpose; exits with 5 if something remains. */
export async function downVerb(root: string, terminal: Terminal, clock: Clock): Promise<number> {
  const { kept, unreadable } = await leftRuns(root);
  for (const line of unreadable) terminal.print(`passed over: ${line}`);
  if (kept.length === 0) terminal.print('nothing is up');
  return healEach(kept, terminal, clock);
}
