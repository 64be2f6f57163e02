import { readFileSync } from 'node:fs';
import { listProcesses, withDescendants } from '../../harness/processes/process-table.ts';

/**
 * Memory of a process and all below it: proportional set size, so that what Postgres and the
 * language runtimes share is counted once.
 */
export function residentBytesBelow(pid: number): number {
  const rows = withDescendants([pid], listProcesses());
  return rows.reduce((sum, row) => sum + proportionalBytes(row.pid), 0);
}

/** 0 for one that has just ended. */
function proportionalBytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
