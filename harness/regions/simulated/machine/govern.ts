import type { Clock } from '../../../../engine/index.ts';
import { type ProcessIdentity, signalProcess } from '../../../processes/process-table.ts';
import { readUsage } from '../../../processes/process-usage.ts';
import { Turns } from './turns.ts';

/** How late it may be seen that the neighbours have left. */
const lookEveryMs = 100;

export interface Governed {
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  readonly process: ProcessIdentity;
  /** The service's share, in processors. Undefined: there are no neighbours any more. */
  readonly share: () => number | undefined;
}

/**
 * Gives a process the processor in turns with others: it is stopped while they have theirs. Ends
 * when there are none any more, or no process, or when the signal is aborted; it then leaves the
 * process running. Rounds count from the start, so that one begun late takes nothing from the next.
 */
export async function govern(
  { clock, process, share }: Governed,
  signal: AbortSignal,
): Promise<void> {
  const beganMs = clock.monotonicMs();
  const turns = new Turns(readUsage(process)?.cpuMs ?? 0);
  let stopped = false;
  try {
    while (!signal.aborted) {
      const [cpus, used] = [share(), readUsage(process)];
      if (cpus === undefined || !used) return;
      const { whose, restMs } = turns.at(clock.monotonicMs() - beganMs, used.cpuMs, cpus);
      const stop = whose === 'neighbours';
      if (stop !== stopped) signalProcess(process, stop ? 'SIGSTOP' : 'SIGCONT');
      stopped = stop;
      const untilLookMs = Math.max(1, Math.min(lookEveryMs, restMs));
      await clock.sleep(untilLookMs, signal).catch(() => undefined);
    }
  } finally {
    signalProcess(process, 'SIGCONT');
  }
}
