import { execFile } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Address, type Clock, until } from '../../engine/index.ts';
import { type InstalledPart, installPart, stage } from '../parts/index.ts';
import type { ManagedProcess } from './managed-process.ts';
import type { Processes } from './processes.ts';

const run = promisify(execFile);

export interface OnePostgres {
  readonly server: ManagedProcess;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
}

export interface OnePostgresOptions {
  readonly processes: Processes;
  readonly clock: Clock;
  /** Other users must be able to pass through it: Postgres refuses to run as root. */
  readonly runDir: string;
  readonly name: string;
  readonly listen: Address;
  /** Makes it a standby of the server at this address. */
  readonly primary?: Address;
}

/** A real Postgres with no password, for tests of what becomes of its processes and streams. */
export async function startPostgres(options: OnePostgresOptions): Promise<OnePostgres> {
  const { processes, clock, runDir, name, listen, primary } = options;
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const part = await stage(await installPart('postgres'), join(runDir, 'parts', name));
  const directory = join(runDir, name);
  mkdirSync(directory);
  if (user.uid !== undefined) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  await makeData(part, data, user, primary);
  const settings = {
    listen_addresses: listen.host,
    port: listen.port,
    unix_socket_directories: '',
    wal_retrieve_retry_interval: '200ms',
    shared_buffers: '16MB',
    dynamic_shared_memory_type: 'mmap',
  };
  const server = processes.spawn({
    name,
    region: 'us-east-1',
    command: part.program('postgres'),
    args: [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    env: part.environment,
    ...user,
    cwd: directory,
    logFile: join(runDir, `${name}.log`),
    stopSignal: 'SIGINT',
  });
  const query = (sql: string) => queryOnce(listen, sql);
  await until(clock, { what: `${name} to answer`, ms: 20_000 }, () => query('select 1'));
  return { server, query };
}

async function makeData(
  part: InstalledPart,
  data: string,
  user: { uid?: number; gid?: number },
  primary?: Address,
): Promise<void> {
  const [program, args] = primary
    ? ([
        'pg_basebackup',
        [
          '-h',
          primary.host,
          '-p',
          `${primary.port}`,
          '-U',
          'blackstart',
          '-R',
          '-c',
          'fast',
          '-D',
          data,
        ],
      ] as const)
    : (['initdb', ['-A', 'trust', '-U', 'blackstart', '--no-sync', '-D', data]] as const);
  const env = { ...process.env, ...part.environment };
  await run(part.program(program), [...args], { ...user, env, cwd: '/' });
}

async function queryOnce({ host, port }: Address, sql: string) {
  const client = new pg.Client({ host, port, user: 'blackstart', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end().catch(() => undefined);
  }
}
