import type { Clock } from '../../../engine/index.ts';
import { keptRuns } from '../../drill/crashed-runs.ts';
import { healRun } from '../../drill/heal-run.ts';
import { exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** Ends all regions that were left running on purpose. */
export async function downVerb(root: string, terminal: Terminal, clock: Clock): Promise<number> {
  const runDirs = await keptRuns(root);
  if (runDirs.length === 0) terminal.print('nothing is up');
  let remains = 0;
  for (const runDir of runDirs) {
    const result = await healRun(runDir, clock);
    terminal.print(`${runDir}: ended ${result.ended} processes`);
    remains += result.remains.length;
  }
  return remains === 0 ? exitCode.ok : exitCode.notHealed;
}
