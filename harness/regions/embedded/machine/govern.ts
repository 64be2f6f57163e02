import type { Clock } from '../../../../engine/index.ts';
import { type ProcessIdentity, signalProcess } from '../../../processes/process-table.ts';
import { readUsage } from '../../../processes/process-usage.ts';
import { CpuBudget } from './cpu-budget.ts';

/** As long as the period of the kernel's own bandwidth control (CFS). */
const periodMs = 100;
/** How late it may be seen that the quota is used up; what is used until then is paid back. */
const lookEveryMs = 10;

export interface Governed {
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  readonly process: ProcessIdentity;
  /** In processors, above 0; asked several times in a period. Undefined: there is none any more. */
  readonly quota: () => number | undefined;
}

/**
 * Holds a process to a quota of processor time, as cpulimit does: it is stopped when that is used
 * up, and goes on in a later period. Ends when there is no quota any more, or no process, or when
 * the signal is aborted; it then leaves the process running.
 */
export async function govern(
  { clock, process, quota }: Governed,
  signal: AbortSignal,
): Promise<void> {
  const budget = new CpuBudget(periodMs);
  let stopped = false;
  let before = { atMs: clock.monotonicMs(), usage: readUsage(process) };
  try {
    while (!signal.aborted) {
      const allowed = quota();
      const now = { atMs: clock.monotonicMs(), usage: readUsage(process) };
      if (allowed === undefined || !now.usage || !before.usage) return;
      budget.account(now.atMs - before.atMs, now.usage.cpuMs - before.usage.cpuMs, allowed);
      before = now;
      const stop = budget.isOverdrawn();
      if (stop !== stopped) signalProcess(process, stop ? 'SIGSTOP' : 'SIGCONT');
      stopped = stop;
      const restMs = stop ? Math.min(periodMs, budget.waitMs(allowed)) : lookEveryMs;
      await clock.sleep(Math.max(1, restMs), signal).catch(() => undefined);
    }
  } finally {
    signalProcess(process, 'SIGCONT');
  }
}
