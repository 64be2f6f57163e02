import type { Clock } from '../../../engine/index.ts';
import { crashedRuns } from '../../drill/crashed-runs.ts';
import { type HealedRun, healRun } from '../../drill/heal-run.ts';
import { exitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import type { Terminal } from '../terminal.ts';

/** Ends and undoes what crashed runs left; says what, and exits with 5 if something remains. */
export async function healVerb(
  root: string,
  run: string | undefined,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const runDirs = run === undefined ? await crashedRuns(root) : [findRun(root, run)];
  if (runDirs.length === 0) terminal.print('nothing to heal: no run was cut short');
  const healed: HealedRun[] = [];
  for (const runDir of runDirs) {
    const result = await healRun(runDir, clock);
    for (const line of describe(result)) terminal.print(line);
    healed.push(result);
  }
  return healed.every(({ remains }) => remains.length === 0) ? exitCode.ok : exitCode.notHealed;
}

function describe({ runDir, ended, undone, remains }: HealedRun): readonly string[] {
  return [
    `${runDir}: ended ${ended} processes, undid ${undone} faults`,
    ...remains.map((line) => `  still there: ${line}`),
  ];
}
