import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type Clock, until } from '../../../../engine/index.ts';
import type { InstalledPart } from '../../../parts/index.ts';
import { lastLines } from '../../../processes/log-tail.ts';
import { isAlive, type ProcessIdentity, readProcess } from '../../../processes/process-table.ts';
import { deadlines } from '../deadlines.ts';
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
      `an engine of our own needs Linux, not ${process.platform}; try: install Docker Desktop`,
    );
  }
  if (process.getuid?.() === 0) return;
  throw new EngineRoomRefused(
    'an engine of our own needs root; try: sudo, or install Docker or Podman for this user',
  );
}

/**
 * Starts a container engine that shares nothing with the system's: its files, its socket and its
 * networks are its own, and it changes neither the rules nor the forwarding of this machine's own.
 * Gives the one that runs already, if it does. Throws EngineRoomRefused.
 */
export async function openEngineRoom(options: RoomOptions): Promise<ContainerEngine> {
  refuseWhereImpossible();
  const place = ownPlace(options.cache);
  const running = await askEngine(place).catch(() => undefined);
  return running ?? start(options);
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
  if (identity) await writeFile(room.owner, JSON.stringify(identity));
  const deadline = { what: 'the engine to answer', ms: deadlines.engineMs, everyMs: 100 };
  const answer = until(
    clock,
    deadline,
    async () => ended ?? (await askEngine(ownPlace(cache))),
    signal,
  );
  const found = await answer
    .then(async (said) => {
      if (typeof said !== 'string') await proveEngine(said, engine);
      return said;
    })
    .catch((error: Error) => error.message);
  if (typeof found !== 'string') return found;
  await closeEngineRoom({ clock, cache });
  signal?.throwIfAborted();
  throw new EngineRoomRefused(
    [`the engine does not start, or runs no container: ${found}; its log is ${room.log}, and ends:`]
      .concat(lastLines(room.log, 12).map((line) => `    ${line}`))
      .join('\n'),
  );
}

/** It has its own of everything, and touches nothing of the host. */
function flagsOf({ directory, socket }: ReturnType<typeof roomOf>): string[] {
  return [
    `--host=unix://${socket}`,
    `--data-root=${join(directory, 'data')}`,
    `--exec-root=${join(directory, 'exec')}`,
    `--pidfile=${join(directory, 'docker.pid')}`,
    '--bridge=none',
    ...['iptables', 'ip6tables', 'ip-forward', 'ip-masq'].map((flag) => `--${flag}=false`),
  ];
}

export interface CloseOptions extends Pick<RoomOptions, 'clock' | 'cache'> {
  /** Remove its images and logs as well. */
  readonly remove?: boolean;
}

/** Stops it, with all containers in it. False if it did not run. Throws DeadlineExceeded. */
export async function closeEngineRoom({ clock, cache, remove }: CloseOptions): Promise<boolean> {
  const { owner, directory } = roomOf(cache);
  const ran = await end(clock, owner);
  if (remove) {
    await unmountBelow(directory);
    await rm(directory, { recursive: true, force: true });
  }
  return ran;
}

async function end(clock: Clock, owner: string): Promise<boolean> {
  const text = await readFile(owner, 'utf8').catch(() => undefined);
  const identity = text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity);
  if (!identity || !isAlive(identity)) return false;
  process.kill(identity.pid, 'SIGTERM');
  const deadline = { what: 'the engine to end', ms: deadlines.engineStopMs, everyMs: 50 };
  await until(clock, deadline, () => !isAlive(identity));
  await rm(owner);
  return true;
}
