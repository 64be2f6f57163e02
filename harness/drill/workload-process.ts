import { createInterface } from 'node:readline';
import { type Clock, until } from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import type { Processes } from '../processes/processes.ts';
import { type WorkloadConfig, workloadConfigVariable } from '../workload/config.ts';
import type { Beat } from './band-watch.ts';
import { deadlines } from './deadlines.ts';

export interface Workload {
  /** Starts nothing more, waits for what is under way, and closes its journal. */
  stop(): Promise<void>;
}

export interface WorkloadRequest {
  readonly config: WorkloadConfig;
  readonly logFile: string;
  /** Called each second with what every vantage's clients saw since the last. */
  readonly onBeat: (beat: Beat) => void;
}

/** Starts the clients of all vantages in a process of their own. Throws SpawnFailed. */
export function startWorkload(
  processes: Processes,
  clock: Clock,
  request: WorkloadRequest,
): Workload {
  const clients = processes.spawn({
    name: 'workload',
    region: 'vantages',
    command: process.execPath,
    args: ['harness/workload/main.ts'],
    env: { [workloadConfigVariable]: JSON.stringify(request.config) },
    logFile: request.logFile,
    stdout: 'pipe',
    stdin: 'pipe',
  });
  listen(clients, request.onBeat);
  return { stop: () => stop(clients, clock) };
}

function listen({ stdin, stdout }: ManagedProcess, onBeat: (beat: Beat) => void): void {
  // A child that has ended takes no words any more; its exit code says why.
  stdin?.on('error', () => undefined);
  if (!stdout) return;
  createInterface({ input: stdout }).on('line', (line) => {
    const { progress } = JSON.parse(line) as { readonly progress?: { readonly vantages: Beat } };
    if (progress) onBeat(progress.vantages);
  });
}

/** Throws WorkloadFailed unless the clients ended by themselves and without an error. */
async function stop(clients: ManagedProcess, clock: Clock): Promise<void> {
  clients.stdin?.end('{"do":"stop"}\n');
  const ended = { what: 'the clients to end', ms: deadlines.workloadStopMs };
  const exit = clients.exited;
  await until(clock, ended, () => Promise.race([exit, undefined])).catch(() => clients.kill());
  const { code, signal } = await exit;
  if (code !== 0) throw new WorkloadFailed(clients, code ?? signal ?? 'nothing');
}

/** The clients did not end as they should, so their record may not be whole. */
export class WorkloadFailed extends Error {
  override readonly name = 'WorkloadFailed';
  readonly code = 'WORKLOAD_FAILED';

  constructor(clients: ManagedProcess, end: number | string) {
    const log = clients.lastLogLines(10).join('\n');
    super(`the workload ended with ${end}; see ${clients.logFile}, which ends:\n${log}`);
  }
}
