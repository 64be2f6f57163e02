import type { Readable } from 'node:stream';
import { type Clock, until } from '../../../engine/index.ts';
import { exitFrom, killedCode } from '../../processes/exit-code.ts';
import { lastLines } from '../../processes/log-tail.ts';
import type { ManagedProcess, ProcessExit } from '../../processes/managed-process.ts';
import { killTree, type ProcessIdentity, signalTree } from '../../processes/process-table.ts';
import { deadlines } from './deadlines.ts';

/** The little of the engine's API that a running container is handled by. */
export interface ContainerHandle {
  kill(options: { readonly signal: string }): Promise<unknown>;
  pause(): Promise<unknown>;
  unpause(): Promise<unknown>;
  wait(options: { readonly abortSignal: AbortSignal }): Promise<{ readonly StatusCode: number }>;
  inspect(): Promise<{ readonly State: { readonly Running: boolean } }>;
  remove(options: { readonly force: boolean; readonly v: boolean }): Promise<unknown>;
}

export interface AboutContainer {
  readonly name: string;
  readonly region: string;
  readonly logFile: string;
  readonly clock: Clock;
  readonly stopSignal: NodeJS.Signals;
  /** Its first process, as this machine's process table has it. */
  readonly identity: ProcessIdentity;
  readonly stdout?: Readable | undefined;
  /** Aborted when nobody here is to hear of its end any more. */
  readonly released: AbortSignal;
  /** Resolves when its last word is in the log. */
  readonly heard: Promise<void>;
}

/** A container in our charge. It is removed when it has ended; its log is kept. */
export function manageContainer(container: ContainerHandle, about: AboutContainer): ManagedProcess {
  const { name, region, logFile, clock, stopSignal, identity, stdout, released, heard } = about;
  let over = false;
  const exited = endOf(container, released).then(async (exit) => {
    over = true;
    await container.remove({ force: true, v: true }).catch(() => undefined);
    await heard;
    return exit;
  });
  const act = (signal: NodeJS.Signals) => {
    if (signal === 'SIGSTOP') return container.pause();
    if (signal === 'SIGCONT') return container.unpause();
    return container.kill({ signal });
  };
  // One that has ended, or does not stand still, needs no more of it.
  const send = (signal: NodeJS.Signals) => act(signal).catch(() => undefined);
  const ended = (ms: number) => until(clock, { what: `the end of ${name}`, ms }, () => over);
  const kill = async () => {
    // At once, as a child is ended; the engine, which takes its time, ends what is left.
    if (identity.pid !== 0) killTree(identity);
    await send('SIGKILL');
    await send('SIGCONT');
    await ended(deadlines.killMs);
    return exited;
  };
  return {
    ...identity,
    name,
    region,
    logFile,
    exited,
    ...(stdout ? { stdout } : {}),
    signal: (signal) => {
      if (over) return false;
      void send(signal);
      return true;
    },
    signalTree: (signal) => {
      // An engine on another machine can only have the whole container stand still.
      if (identity.pid === 0) void send(signal);
      else signalTree(identity, signal);
    },
    kill,
    stop: async ({ signal = stopSignal, deadlineMs = deadlines.stopMs } = {}) => {
      await send('SIGCONT');
      await send(signal);
      // A stopped process keeps a signal waiting until it is continued.
      if (identity.pid !== 0) signalTree(identity, 'SIGCONT');
      await ended(deadlineMs).catch(kill);
      return exited;
    },
    lastLogLines: (count) => lastLines(logFile, count),
  };
}

/** How it ended. A connection that was lost is no end of what runs on. */
async function endOf(container: ContainerHandle, released: AbortSignal): Promise<ProcessExit> {
  for (;;) {
    try {
      const { StatusCode } = await container.wait({ abortSignal: released });
      return exitFrom(StatusCode);
    } catch {
      if (released.aborted) return new Promise<never>(() => undefined);
      const runs = await container.inspect().then(
        ({ State }) => State.Running,
        () => false,
      );
      // Who removed it meanwhile, or ended the engine, has ended it.
      if (!runs) return exitFrom(killedCode);
    }
  }
}
