import { readFile } from 'node:fs/promises';
import { type Clock, until } from '../../../engine/index.ts';
import { identityOf, type ProcessIdentity, readRow } from '../../processes/process-table.ts';
import { deadlines } from './deadlines.ts';

/** The little of the engine's API that a container is looked at by. */
interface Inspectable {
  inspect(): Promise<{ readonly State: { readonly Pid: number; readonly Running: boolean } }>;
}

/**
 * The program of a container in the process table of this machine: the first child of the init
 * that the engine puts before it. All zeros if it has ended, or runs on another machine.
 */
export async function findProgramOf(
  clock: Clock,
  container: Inspectable,
): Promise<ProcessIdentity> {
  const nobody = { pid: 0, startTicks: 0 };
  const deadline = { what: 'the program of a container', ms: deadlines.askMs, everyMs: 5 };
  return until(clock, deadline, async () => {
    const { State } = await container.inspect();
    if (!State.Running || readRow(State.Pid) === undefined) return nobody;
    const [child] = await childrenOf(State.Pid);
    const row = child === undefined ? undefined : readRow(child);
    return row && identityOf(row);
  });
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
}
