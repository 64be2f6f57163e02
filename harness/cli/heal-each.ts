import type { Clock } from '../../engine/index.ts';
import { type HealedRun, healRun } from '../drill/heal-run.ts';
import { exitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Heals one run after the other, says how it went, and returns 5 if something remains. */
export async function healEach(
  runDirs: readonly string[],
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  let whole = true;
  for (const runDir of runDirs) {
    // One that cannot be ended must not keep the others from it.
    const result = await healRun(runDir, clock).catch(failedHeal(runDir));
    for (const line of describe(result)) terminal.print(line);
    whole &&= result.remains.length === 0;
  }
  return whole ? exitCode.ok : exitCode.notHealed;
}

function failedHeal(runDir: string): (error: unknown) => HealedRun {
  return (error) => {
    const why = error instanceof Error ? error.message : String(error);
    return { runDir, ended: 0, undone: 0, remains: [why] };
  };
}

function describe({ runDir, ended, undone, remains }: HealedRun): readonly string[] {
  return [
    `${runDir}: ended ${ended} processes or containers, undid ${undone} faults`,
    ...remains.map((line) => `  still there: ${line}`),
  ];
}
