import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import { appendJsonLine, readJsonLines } from '../processes/json-lines.ts';
import { readUnended } from '../processes/process-record.ts';
import { isAlive } from '../processes/process-table.ts';
import { endsWithRun, performUndo, type Undo, type Undoer, undoSchema } from './undo.ts';

const line = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('pending'),
    id: z.string(),
    target: z.string(),
    undo: z.array(undoSchema),
  }),
  z.object({ event: z.literal('done'), id: z.string() }),
]);

export type PendingUndo = Omit<Extract<z.infer<typeof line>, { event: 'pending' }>, 'event'>;

export class UndoFailed extends Error {
  override readonly name = 'UndoFailed';
  readonly code = 'UNDO_FAILED';
  readonly id: string;

  constructor({ id, target }: PendingUndo, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`could not undo ${id} (${target}): ${why}; try the verb heal`, { cause });
    this.id = id;
  }
}

/** Writes down what will undo a fault, on the disk itself, before the fault is applied. */
export function writePending(runDir: string, pending: PendingUndo): void {
  appendJsonLine(pathOf(runDir), { event: 'pending', ...pending }, true);
}

/** How many faults were ever written down; the next one is numbered after them. */
export function countLogged(runDir: string): number {
  return readLog(runDir).filter((entry) => entry.event === 'pending').length;
}

/** What is not undone yet, last in first. */
export function readPending(runDir: string): readonly PendingUndo[] {
  const lines = readLog(runDir);
  const done = new Set(lines.flatMap((entry) => (entry.event === 'done' ? [entry.id] : [])));
  return lines
    .flatMap((entry) => (entry.event === 'pending' && !done.has(entry.id) ? [entry] : []))
    .reverse();
}

/** Undoes one fault, last part first, and writes that down. Any number of times. */
export async function undoPending(
  runDir: string,
  pending: PendingUndo,
  undoer: Undoer,
): Promise<void> {
  try {
    for (const undo of [...pending.undo].reverse() as Undo[]) await performUndo(undo, undoer);
  } catch (error) {
    throw new UndoFailed(pending, error);
  }
  markDone(runDir, pending.id);
}

/** Writes down that nothing of a fault is left, be it undone or never applied. */
export function markDone(runDir: string, id: string): void {
  appendJsonLine(pathOf(runDir), { event: 'done', id }, true);
}

export interface Healing {
  /** Faults that were undone now. */
  readonly undone: readonly string[];
  /** Faults that are still there, and why. */
  readonly failed: readonly UndoFailed[];
}

/**
 * Replays what a run that has crashed did not undo: any number of times, from any process, last
 * in first out; one failure does not keep the others from being undone. End the processes of the
 * run first (`endRecorded`), unless they are to go on.
 */
export async function heal(runDir: string, clock: Clock): Promise<Healing> {
  const undone: string[] = [];
  const failed: UndoFailed[] = [];
  const ended = !readUnended(runDir).some(isAlive);
  const undoer: Undoer = {
    clock,
    startServer: async (region, server) => {
      throw new Error(`only the run itself can start ${server} in ${region}; end the run first`);
    },
  };
  for (const pending of readPending(runDir)) {
    try {
      const undo = pending.undo.filter((one) => !(ended && endsWithRun(one)));
      await undoPending(runDir, { ...pending, undo }, undoer);
      undone.push(pending.id);
    } catch (error) {
      failed.push(error as UndoFailed);
    }
  }
  return { undone, failed };
}

function readLog(runDir: string): readonly z.infer<typeof line>[] {
  return readJsonLines(pathOf(runDir)).map((value) => line.parse(value));
}

function pathOf(runDir: string): string {
  return join(runDir, 'undo.jsonl');
}
