import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Clock } from '../../engine/index.ts';
import { type ManagedProcess, manage, type ProcessExit } from './managed-process.ts';
import { appendProcessLine, bootId, type ProcessLine } from './process-record.ts';
import { readRow, runLabel, whereabouts } from './process-table.ts';

export interface SpawnRequest {
  readonly name: string;
  readonly region: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Laid over this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Standard error, and standard output unless piped, are appended here. */
  readonly logFile: string;
  readonly stdout?: 'log' | 'pipe';
  /** Nothing, unless piped: then the child sees it end when this process does. */
  readonly stdin?: 'ignore' | 'pipe';
  /** Opens a channel that the child sees close when this process ends. */
  readonly ipc?: boolean;
  /** What ends it in order; SIGTERM unless given. */
  readonly stopSignal?: NodeJS.Signals;
}

/** The children of a run, each written down so that another process can end them. */
export interface Processes {
  readonly running: readonly ManagedProcess[];
  /** Starts a child in a session of its own. Throws SpawnFailed if there is none to start. */
  spawn(request: SpawnRequest): ManagedProcess;
  /**
   * Ends all children: the stop signals go out last started first, without waiting for each, so
   * that the time is that of the slowest. SIGKILL after `deadlineMs`.
   */
  endAll(options?: { deadlineMs?: number }): Promise<void>;
  /**
   * Leaves all children running on purpose: none of them holds this process any longer. What is
   * piped is closed with this process, so a child that is to live on must not be piped.
   */
  release(): void;
}

export class SpawnFailed extends Error {
  override readonly name = 'SpawnFailed';
  readonly code = 'SPAWN_FAILED';

  constructor({ name, region, command }: SpawnRequest, cause?: unknown) {
    const why = cause instanceof Error ? cause.message : 'missing, or not executable';
    super(`could not start ${name} in ${region}: ${command}: ${why}; try the verb doctor`, {
      cause,
    });
  }
}

export interface ProcessesOptions {
  readonly runId: string;
  readonly runDir: string;
  readonly clock: Clock;
}

export function createProcesses({ runId, runDir, clock }: ProcessesOptions): Processes {
  const running: ManagedProcess[] = [];
  const children: ChildProcess[] = [];
  return {
    get running() {
      return [...running];
    },
    spawn: (request) => {
      const { name, region, command, stopSignal = 'SIGTERM' } = request;
      const about = { name, region, command, atMs: clock.monotonicMs() };
      appendProcessLine(runDir, { event: 'intent', ...about });
      const child = start(request, runId);
      const { pid = 0 } = child;
      // Readable even if it ended at once: it stays a zombie until the event loop reaps it.
      const startTicks = readRow(pid)?.startTicks ?? 0;
      const identity = { pid, startTicks };
      const exited = exitOf(child);
      const { logFile } = request;
      const managed = manage(child, {
        identity,
        name,
        region,
        logFile,
        stopSignal,
        clock,
        exited,
      });
      running.push(managed);
      children.push(child);
      void exited.then((exit) => {
        running.splice(running.indexOf(managed), 1);
        children.splice(children.indexOf(child), 1);
        recordEnd(runDir, { ...identity, atMs: clock.monotonicMs(), ...exit });
      });
      // Last: a child that the disk refuses to record is one of those that are ended.
      appendProcessLine(runDir, {
        event: 'started',
        ...about,
        ...identity,
        bootId: bootId(),
        stopSignal,
        ...homeOf(request, pid),
      });
      return managed;
    },
    endAll: async (options = {}) => {
      await Promise.all([...running].reverse().map((managed) => managed.stop(options)));
    },
    release: () => {
      for (const child of children) letGo(child);
    },
  };
}

/** Only a directory that was asked for is its own; one that it shares with us tells nothing. */
function homeOf({ cwd }: SpawnRequest, pid: number) {
  return cwd === undefined ? {} : whereabouts(pid);
}

/** The process table is the truth; a record that a full disk refuses is no reason to fall over. */
function recordEnd(runDir: string, end: Omit<Extract<ProcessLine, { event: 'ended' }>, 'event'>) {
  try {
    appendProcessLine(runDir, { event: 'ended', ...end });
  } catch {
    // Whoever reads the record looks whether the process still lives.
  }
}

function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  // They are sockets, whatever their type says.
  for (const pipe of [child.stdin, child.stdout]) (pipe as Socket | null)?.unref();
}

function start(request: SpawnRequest, runId: string): ChildProcess {
  const log = openLog(request);
  const stdout = request.stdout === 'pipe' ? 'pipe' : log;
  const stdin = request.stdin ?? 'ignore';
  const stdio: StdioOptions = [stdin, stdout, log, ...(request.ipc ? (['ipc'] as const) : [])];
  try {
    const child = spawn(request.command, [...request.args], {
      detached: true,
      stdio,
      env: { ...process.env, ...request.env, [runLabel]: runId },
      ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
      ...(request.uid === undefined ? {} : { uid: request.uid }),
      ...(request.gid === undefined ? {} : { gid: request.gid }),
    });
    if (child.pid === undefined) {
      child.on('error', () => undefined);
      throw new SpawnFailed(request);
    }
    return child;
  } catch (error) {
    throw error instanceof SpawnFailed ? error : new SpawnFailed(request, error);
  } finally {
    closeSync(log);
  }
}

function openLog(request: SpawnRequest): number {
  try {
    return openSync(request.logFile, 'a');
  } catch (error) {
    throw new SpawnFailed(request, error);
  }
}

function exitOf(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    // After a started process only a failed signal or a closed channel comes here.
    child.on('error', () => undefined);
  });
}
