import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, systemClock as clock, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';

/** Servers of one test in a directory of its own. Ended, and the directory removed, on disposal. */
export interface Rig extends AsyncDisposable {
  readonly directory: string;
  readonly processes: Processes;
  spawn(request: Spawn): ManagedProcess;
}

export interface Spawn {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly unprivileged?: boolean;
  readonly piped?: boolean;
}

/** `nobody`: Postgres refuses to run as root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

export function createRig(): Rig {
  const directory = mkdtempSync(join(tmpdir(), 'blackstart-engine-'));
  chmodSync(directory, 0o755);
  const processes = createProcesses({ runId: directory, runDir: directory, clock });
  return {
    directory,
    processes,
    spawn: ({ name, command, args, env = {}, unprivileged = false, piped = false }) =>
      processes.spawn({
        name,
        region: 'us-east-1',
        command,
        args,
        env,
        logFile: join(directory, `${name}.log`),
        ...(piped ? { stdout: 'pipe' as const } : {}),
        ...(unprivileged && isRoot ? { uid: nobody, gid: nobody } : {}),
      }),
    [Symbol.asyncDispose]: async () => {
      await processes.endAll({ deadlineMs: 2_000 });
      rmSync(directory, { recursive: true });
    },
  };
}

/** A directory that a server which refuses root may write in. */
export function directoryFor(rig: Rig, name: string): string {
  const path = join(rig.directory, name);
  mkdirSync(path, { recursive: true });
  if (isRoot) chownSync(path, nobody, nobody);
  return path;
}

export async function startEtcd(rig: Rig, address: Address): Promise<ManagedProcess> {
  const part = await installPart('etcd');
  const url = `http://${address.host}:${address.port}`;
  const etcd = rig.spawn({
    name: `etcd-${address.host}`,
    command: part.program('etcd'),
    env: part.environment,
    args: [
      `--data-dir=${join(rig.directory, `etcd-${address.host}`)}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=http://${address.host}:${address.port + 1}`,
    ],
  });
  await until(clock, { what: 'etcd', ms: 20_000, everyMs: 50 }, async () => {
    return (await fetch(`${url}/health`)).ok;
  });
  return etcd;
}

/** `more` are lines of its configuration. */
export async function startRedis(
  rig: Rig,
  address: Address,
  leader?: Address,
  more: readonly string[] = [],
): Promise<ManagedProcess> {
  const follow = leader ? [`replicaof ${leader.host} ${leader.port}`] : [];
  const lines = ['save ""', 'shutdown-timeout 0', 'repl-diskless-sync-delay 0', ...follow, ...more];
  return spawnRedis(rig, { name: `redis-${address.host}`, address, lines, args: [] });
}

interface RedisProcess {
  readonly name: string;
  readonly address: Address;
  readonly lines: readonly string[];
  readonly args: readonly string[];
}

/** Starts one again that has ended, with the settings that it has left. */
export function restartRedis(rig: Rig, { host }: Address): Promise<ManagedProcess> {
  return runRedis(rig, `redis-${host}`, []);
}

export async function spawnRedis(
  rig: Rig,
  { name, address, lines, args }: RedisProcess,
): Promise<ManagedProcess> {
  const where = [`bind ${address.host}`, `port ${address.port}`, `dir ${rig.directory}`];
  const text = [...where, 'protected-mode no', ...lines].join('\n');
  writeFileSync(settingsOf(rig, name), `${text}\n`);
  return runRedis(rig, name, args);
}

const settingsOf = (rig: Rig, name: string) => join(rig.directory, `${name}.conf`);

async function runRedis(rig: Rig, name: string, args: readonly string[]): Promise<ManagedProcess> {
  const part = await installPart('redis');
  return rig.spawn({
    name,
    command: part.program('redis-server'),
    env: part.environment,
    args: [settingsOf(rig, name), ...args],
  });
}
