import { spawn } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type Clock, until } from '../../../../engine/index.ts';
import { type InstalledPart, takeLock } from '../../../parts/index.ts';
import { lastLines } from '../../../processes/log-tail.ts';
import {
  identityOf,
  isAlive,
  type ProcessIdentity,
  readProcess,
} from '../../../processes/process-table.ts';
import { deadlines } from '../deadlines.ts';
import { sweepRun } from '../sweep.ts';
import { askEngine, type ContainerEngine } from './find-engine.ts';
import { ownPlace, roomOf } from './places.ts';
import { proveEngine } from './prove-engine.ts';
import { unmountBelow } from './unmount-below.ts';

export class EngineRoomRefused extends Error {
  override readonly name = 'EngineRoomRefused';
  readonly code = 'ENGINE_ROOM_REFUSED';
  readonly exitCode = 4;
}

export interface RoomOptions {
  readonly clock: Clock;
  /** Where parts are kept between runs; the engine's data are beside them. */
  readonly cache: string;
  readonly engine: InstalledPart;
  readonly signal?: AbortSignal | undefined;
}

/** Throws EngineRoomRefused on a machine that cannot have an engine of our own. */
export function refuseWhereImpossible(): void {
  if (process.platform !== 'linux') {
    throw new EngineRoomRefused(
      `an engine of our own needs Linux, and this is ${process.platform}`,
    );
  }
  if (process.getuid?.() === 0) return;
  throw new EngineRoomRefused('an engine of our own needs root; try: sudo');
}

/**
 * Starts a container engine that shares nothing with the system's: its files, its socket and its
 * networks are its own, and it changes neither the rules nor the forwarding of this machine's own.
 * Gives the one that runs already, if it does. Throws EngineRoomRefused.
 */
export async function openEngineRoom(options: RoomOptions): Promise<ContainerEngine> {
  refuseWhereImpossible();
  const { clock, cache, signal } = options;
  const place = ownPlace(cache);
  await using _lock = await takeLock(clock, roomOf(cache).directory, () => undefined, signal);
  const running = await askEngine(place).catch(() => undefined);
  if (running) return running;
  const owner = await ownerOf(cache);
  if (!owner) return start(options);
  throw new EngineRoomRefused(
    `process ${owner.pid} is the engine, and does not answer; try: engine-room --stop, and again`,
  );
}

async function start({ clock, cache, engine, signal }: RoomOptions): Promise<ContainerEngine> {
  const room = roomOf(cache);
  await rm(room.socket, { force: true });
  await mkdir(room.directory, { recursive: true, mode: 0o711 });
  const log = openSync(room.log, 'a');
  const programs = [engine.program('dockerd'), engine.program('containerd')].map(dirname);
  const child = spawn(engine.program('dockerd'), flagsOf(room), {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      ...engine.environment,
      PATH: [...new Set(programs), process.env.PATH].join(delimiter),
    },
  });
  let ended: string | undefined;
  child.once('exit', (code, by) => {
    ended = `it ended with ${by ?? `exit code ${code}`}`;
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  child.unref();
  const identity = child.pid === undefined ? undefined : readProcess(child.pid);
  if (identity) writeFileSync(room.owner, JSON.stringify(identityOf(identity)));
  const answer = { what: 'the engine to answer', ms: deadlines.engineMs, everyMs: 100 };
  try {
    const found = await until(
      clock,
      answer,
      async () => ended ?? (await askEngine(ownPlace(cache))),
      signal,
    );
    if (typeof found === 'string') throw new Error(found);
    await proveEngine(found, engine);
    return found;
  } catch (error) {
    if (identity) await end(clock, identity);
    signal?.throwIfAborted();
    throw new EngineRoomRefused(
      [`the engine does not start, or runs no container: ${(error as Error).message}`]
        .concat(`its log is ${room.log}, and ends:`)
        .concat(lastLines(room.log, 12).map((line) => `    ${line}`))
        .join('\n'),
    );
  }
}

/** It has its own of everything, and touches nothing of the host. */
function flagsOf({ directory, socket, pidFile }: ReturnType<typeof roomOf>): string[] {
  return [
    `--host=unix://${socket}`,
    `--data-root=${join(directory, 'data')}`,
    `--exec-root=${join(directory, 'exec')}`,
    `--pidfile=${pidFile}`,
    '--bridge=none',
    ...['iptables', 'ip6tables', 'ip-forward', 'ip-masq'].map((flag) => `--${flag}=false`),
  ];
}

export interface CloseOptions extends Pick<RoomOptions, 'clock' | 'cache'> {
  /** Remove its images and logs as well. */
  readonly remove?: boolean;
}

/** Ends all containers in it, and stops it. False if it did not run. Throws DeadlineExceeded. */
export async function closeEngineRoom({ clock, cache, remove }: CloseOptions): Promise<boolean> {
  const { directory } = roomOf(cache);
  await using _lock = await takeLock(clock, directory, () => undefined);
  const owner = await ownerOf(cache);
  if (owner) {
    // Its networks would stay, on the host, when it has ended.
    const { url } = ownPlace(cache);
    const answers = await askEngine(ownPlace(cache)).catch(() => undefined);
    if (answers) await sweepRun(url);
    await end(clock, owner);
  }
  if (remove) {
    await unmountBelow(directory);
    await rm(directory, { recursive: true, force: true });
  }
  return owner !== undefined;
}

/** The process of the engine, if it lives; its own word for it, where ours was not written. */
async function ownerOf(cache: string): Promise<ProcessIdentity | undefined> {
  const { owner, pidFile } = roomOf(cache);
  const text = await readFile(owner, 'utf8').catch(() => undefined);
  const ours = text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
  if (ours && isAlive(ours)) return ours;
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => 0));
  const row = pid > 0 ? readProcess(pid) : undefined;
  return row && (await isDockerd(pid)) ? identityOf(row) : undefined;
}

async function isDockerd(pid: number): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return words.includes('dockerd') && words.includes('engine-room');
}

async function end(clock: Clock, identity: ProcessIdentity): Promise<void> {
  if (!isAlive(identity)) return;
  process.kill(identity.pid, 'SIGTERM');
  const deadline = { what: 'the engine to end', ms: deadlines.engineStopMs, everyMs: 50 };
  await until(clock, deadline, () => !isAlive(identity));
}
