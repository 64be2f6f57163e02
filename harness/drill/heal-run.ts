import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import { heal } from '../faults/undo-log.ts';
import { endRecorded } from '../processes/end-recorded.ts';
import { isAlive } from '../processes/process-table.ts';
import { sweepRun } from '../regions/index.ts';
import { closeRun, type RunFile } from './run-directory.ts';

export interface HealedRun {
  readonly runDir: string;
  /** Processes and containers that were ended, and faults that were undone, now. */
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

/** Nobody can say what the run left. */
export class RunUnreadable extends Error {
  override readonly name = 'RunUnreadable';
  readonly code = 'RUN_UNREADABLE';

  constructor(path: string, cause: unknown) {
    super(`${path} does not say what run this is; look at processes.jsonl beside it`, { cause });
  }
}

/**
 * Ends every process and container of a run, undoes its faults and removes its private directory:
 * any number of times. Throws RunInProgress while its owner lives.
 */
export async function healRun(runDir: string, clock: Clock): Promise<HealedRun> {
  const { runId, privateDir, engineUrl } = await refuseInProgress(runDir);
  const ended = await endRecorded(runDir, runId, { clock });
  const swept = engineUrl === undefined ? [] : await sweepRun(engineUrl, runId);
  const { undone, failed } = await heal(runDir, clock);
  const remains = failed.map(({ message }) => message);
  if (remains.length === 0) await closeRun({ runDir, privateDir, engineUrl });
  const gone = ended.length + swept.length;
  return { runDir, ended: gone, undone: undone.length, remains };
}

/** Throws RunInProgress while its owner lives, and RunUnreadable. */
export async function refuseInProgress(runDir: string): Promise<RunFile> {
  const run = await readRunFile(runDir);
  const { owner } = run;
  if (owner.pid !== process.pid && isAlive(owner)) throw new RunInProgress(runDir, owner.pid);
  return run;
}

/** Throws RunUnreadable. */
export async function readRunFile(runDir: string): Promise<RunFile> {
  const path = join(runDir, 'run.json');
  try {
    return runFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new RunUnreadable(path, cause);
  }
}

const runFile = z.object({
  runId: z.string().min(1),
  privateDir: z.string().min(1),
  owner: z.object({ pid: z.int(), startTicks: z.number() }),
  keep: z.boolean(),
  engineUrl: z.string().optional(),
});
