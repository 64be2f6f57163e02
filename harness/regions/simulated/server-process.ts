import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { type Clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import type { ServerHandle } from '../runtime.ts';
import { deadlines } from './deadlines.ts';
import { ServerFailed } from './errors.ts';
import type { Launcher } from './launcher.ts';
import type { ServerSpec } from './servers/server.ts';

export interface ServerProcessOptions {
  readonly launcher: Launcher;
  readonly clock: Clock;
  readonly logFile: string;
  /** What a start has to do besides, when the server keeps nothing on disk. */
  readonly afterStart?: () => Promise<void>;
}

export interface ServerProcess extends ServerHandle {
  /** The signal ends a start that is under way. */
  start(signal?: AbortSignal): Promise<void>;
  /** Takes charge of one that another process has started. */
  adopt(running: ManagedProcess): void;
}

/** A server that can be started any number of times, one after another. */
export function createServer(spec: ServerSpec, options: ServerProcessOptions): ServerProcess {
  const { launcher, clock, logFile } = options;
  let current: ManagedProcess | undefined;

  const adopt = (started: ManagedProcess) => {
    current = started;
    void started.exited.then(() => {
      if (current === started) current = undefined;
    });
  };

  const launch = async (more: readonly string[]): Promise<ManagedProcess> => {
    const started = await launcher.launch({
      name: spec.name,
      region: spec.region,
      command: spec.command,
      args: [...spec.args, ...more],
      cwd: spec.directory,
      logFile,
      ...(spec.env ? { env: spec.env } : {}),
      ...(spec.uid === undefined ? {} : { uid: spec.uid, gid: spec.uid }),
      ...(spec.stopSignal ? { stopSignal: spec.stopSignal } : {}),
    });
    adopt(started);
    return started;
  };

  const awaitReady = async (started: ManagedProcess, signal?: AbortSignal) => {
    const died = new AbortController();
    void started.exited.then(({ code, signal: by }) =>
      died.abort(new Error(`ended with ${by ?? `exit code ${code}`}`)),
    );
    const stops = AbortSignal.any(signal ? [signal, died.signal] : [died.signal]);
    const what = `${spec.name} in ${spec.region} to be ready`;
    const sinceWallMs = clock.wallMs();
    const deadline = { what, ms: spec.readyMs, everyMs: deadlines.readyEveryMs };
    try {
      await until(clock, deadline, () => spec.ready(sinceWallMs), stops);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ServerFailed({
        region: spec.region,
        server: spec.name,
        what: died.signal.aborted ? died.signal.reason.message : `was not ready: ${cause}`,
        logFile,
        lastLines: started.lastLogLines(15),
        cause: died.signal.aborted ? undefined : cause,
      });
    }
  };

  return {
    region: spec.region,
    name: spec.name,
    logFile,
    pid: () => current?.pid,
    kill: async () => void (await current?.kill()),
    stop: async () => {
      const { stopSignal: signal, stopMs: deadlineMs = deadlines.stopMs } = spec;
      await current?.stop({ deadlineMs, ...(signal && { signal }) });
    },
    start: async (signal) => {
      if (current) return;
      await launcher.refuseBusy(`${spec.name} in ${spec.region}`, spec.listens);
      signal?.throwIfAborted();
      prepare(spec);
      const more = (await spec.beforeStart?.()) ?? [];
      signal?.throwIfAborted();
      await awaitReady(await launch(more), signal);
      await options.afterStart?.();
    },
    adopt,
    freeze: () => current?.signalTree('SIGSTOP'),
    thaw: () => current?.signalTree('SIGCONT'),
  };
}

function prepare({ directory, files = {}, uid }: ServerSpec): void {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(path, content, { mode: 0o600 });
    if (uid !== undefined) chownSync(path, uid, uid);
  }
  if (uid !== undefined) chownSync(directory, uid, uid);
}
