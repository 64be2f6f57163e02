import { createInterface } from 'node:readline';
import { type Clock, until } from '../../engine/index.ts';
import type { ManagedProcess, ProcessExit } from '../processes/managed-process.ts';
import type { Processes } from '../processes/processes.ts';
import { type WorkloadConfig, workloadConfigVariable } from '../workload/config.ts';
import type { Beat } from './band-watch.ts';
import { deadlines } from './deadlines.ts';

export interface Workload {
  /**
   * Starts nothing more, waits for what is under way, and closes its journal. Any number of times;
   * throws WorkloadFailed unless the clients ended because they were asked, and without an error.
   */
  stop(): Promise<void>;
}

export interface WorkloadRequest {
  readonly config: WorkloadConfig;
  readonly logFile: string;
  /** Called each second with what every vantage's clients saw since the last. */
  readonly onBeat: (beat: Beat) => void;
  /** Called if the clients end without being asked. */
  readonly onEnd: (failed: WorkloadFailed) => void;
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
  return inCharge(clients, clock, request.onEnd);
}

/** Stops clients that write a journal of their own, and tells of an end that nobody asked for. */
export function inCharge(
  clients: ManagedProcess,
  clock: Clock,
  onEnd: (failed: WorkloadFailed) => void,
): Workload {
  // A child that has ended takes no words any more; its exit code says why.
  clients.stdin?.on('error', () => undefined);
  let stopping: Promise<void> | undefined;
  void clients.exited.then((exit) => {
    if (stopping) return;
    const failed = new WorkloadFailed(clients, exit);
    stopping = Promise.reject(failed);
    // Whoever stops it is told; until then nobody waits for this promise.
    stopping.catch(() => undefined);
    onEnd(failed);
  });
  return {
    stop: () => {
      stopping ??= stop(clients, clock);
      return stopping;
    },
  };
}

function listen({ stdout }: ManagedProcess, onBeat: (beat: Beat) => void): void {
  if (!stdout) return;
  createInterface({ input: stdout }).on('line', (line) => {
    const beat = beatIn(line);
    if (beat) onBeat(beat);
  });
}

/** A process that is killed may leave half a line. */
function beatIn(line: string): Beat | undefined {
  try {
    const { progress } = JSON.parse(line) as { readonly progress?: { readonly vantages: Beat } };
    return progress?.vantages;
  } catch {
    return undefined;
  }
}

/** Throws WorkloadFailed if they must be killed, or end with an error. */
async function stop(clients: ManagedProcess, clock: Clock): Promise<void> {
  clients.stdin?.end('{"do":"stop"}\n');
  const ended = { what: 'the clients to end', ms: deadlines.workloadStopMs };
  const exit = clients.exited;
  await until(clock, ended, () => Promise.race([exit, undefined])).catch(() => clients.kill());
  const end = await exit;
  if (end.code !== 0) throw new WorkloadFailed(clients, end);
}

/** The clients did not end when or as they should, so their record may not be whole. */
export class WorkloadFailed extends Error {
  override readonly name = 'WorkloadFailed';
  readonly code = 'WORKLOAD_FAILED';

  constructor(clients: ManagedProcess, { code, signal }: ProcessExit) {
    const end = signal ? `signal ${signal}` : `exit code ${code}`;
    const log = clients.lastLogLines(10).join('\n');
    const see = `see ${clients.logFile}, which ends:\n${log}`;
    super(`the ${clients.name} ended too early or badly, with ${end}; ${see}`);
  }
}
