import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { type Clock, until } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { lastLines } from './log-tail.ts';
import {
  isAlive,
  killTree,
  type ProcessIdentity,
  signalProcess,
  signalTree,
  treeOf,
} from './process-table.ts';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child that was started, with its whole group and descendants in our charge. */
export interface ManagedProcess extends ProcessIdentity {
  readonly name: string;
  readonly region: string;
  readonly logFile: string;
  /** Settles when it is reaped; never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Only with `stdout: 'pipe'`. */
  readonly stdout?: Readable;
  /** Only with `stdin: 'pipe'`. */
  readonly stdin?: Writable;
  /** Signals the child alone; false if it has ended. */
  signal(signal: NodeJS.Signals): boolean;
  /** Signals the child, its group and its descendants: for SIGSTOP and SIGCONT. */
  signalTree(signal: NodeJS.Signals): void;
  /** Ends it in order, and by SIGKILL after `deadlineMs`; returns when it and its tree are gone. */
  stop(options?: { signal?: NodeJS.Signals; deadlineMs?: number }): Promise<ProcessExit>;
  /** Ends it and its tree at once. The signals are sent before this returns its promise. */
  kill(): Promise<ProcessExit>;
  lastLogLines(count: number): readonly string[];
}

export interface ManagedSpec {
  readonly identity: ProcessIdentity;
  readonly name: string;
  readonly region: string;
  readonly logFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly clock: Clock;
  readonly exited: Promise<ProcessExit>;
}

export function manage(
  child: Pick<ChildProcess, 'stdin' | 'stdout'>,
  spec: ManagedSpec,
): ManagedProcess {
  const { identity, clock, exited } = spec;
  const kill = async () => {
    const tree = killTree(identity);
    await gone(clock, spec.name, tree);
    return exited;
  };
  return {
    ...identity,
    name: spec.name,
    region: spec.region,
    logFile: spec.logFile,
    exited,
    ...(child.stdout ? { stdout: child.stdout } : {}),
    ...(child.stdin ? { stdin: child.stdin } : {}),
    signal: (signal) => signalProcess(identity, signal),
    signalTree: (signal) => void signalTree(identity, signal),
    kill,
    stop: async ({ signal = spec.stopSignal, deadlineMs = deadlines.stopMs } = {}) => {
      const tree = treeOf(identity);
      signalProcess(identity, signal);
      // A stopped process keeps a signal waiting until it is continued.
      for (const row of tree) signalProcess(row, 'SIGCONT');
      await settledWithin(clock, exited, deadlineMs);
      const late = killTree(identity);
      for (const row of tree) signalProcess(row, 'SIGKILL');
      await gone(clock, spec.name, [...tree, ...late]);
      return exited;
    },
    lastLogLines: (count) => lastLines(spec.logFile, count),
  };
}

async function gone(clock: Clock, name: string, tree: readonly ProcessIdentity[]): Promise<void> {
  await until(
    clock,
    { what: `the end of ${name}`, ms: deadlines.killMs, everyMs: deadlines.lookEveryMs },
    () => !tree.some(isAlive),
  );
}

async function settledWithin(clock: Clock, done: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController();
  const elapsed = clock.sleep(ms, timer.signal).catch(() => undefined);
  await Promise.race([done, elapsed]);
  timer.abort();
}
