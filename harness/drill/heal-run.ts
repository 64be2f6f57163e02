import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import { heal } from '../faults/undo-log.ts';
import { endRecorded } from '../processes/end-recorded.ts';
import { isAlive } from '../processes/process-table.ts';
import { closeRun, type RunFile } from './run-directory.ts';

export interface HealedRun {
  readonly runDir: string;
  /** Processes that were ended, and faults that were undone, now. */
  readonly ended: number;
  readonly undone: number;
  /** What could not be ended or undone. */
  readonly remains: readonly string[];
}

/** The run is still in the hands of a process that lives. */
export class RunInProgress extends Error {
  override readonly name = 'RunInProgress';
  readonly code = 'USAGE';

  constructor(runDir: string, pid: number) {
    super(`${runDir} is in progress under process ${pid}; stop that with Ctrl-C first`);
  }
}

/**
 * Ends every process of a run, undoes its faults and removes its private directory: any number of
 * times. Throws RunInProgress while its owner lives.
 */
export async function healRun(runDir: string, clock: Clock): Promise<HealedRun> {
  const { runId, owner, privateDir } = await readRunFile(runDir);
  if (owner.pid !== process.pid && isAlive(owner)) throw new RunInProgress(runDir, owner.pid);
  const ended = await endRecorded(runDir, runId, { clock });
  const { undone, failed } = await heal(runDir, clock);
  const remains = failed.map(({ message }) => message);
  if (remains.length === 0) await closeRun({ runDir, privateDir });
  return { runDir, ended: ended.length, undone: undone.length, remains };
}

export async function readRunFile(runDir: string): Promise<RunFile> {
  return JSON.parse(await readFile(join(runDir, 'run.json'), 'utf8')) as RunFile;
}
