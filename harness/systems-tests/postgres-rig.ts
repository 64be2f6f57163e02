import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Address, systemClock as clock, PostgresServer, until } from '../../engine/index.ts';
import { type InstalledPart, installPart, stage } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { directoryFor, type Rig } from './rig.ts';

export const login = { user: 'blackstart', password: "it's \\ odd" };
export const database = 'semantest';

/** One Postgres server of a test, and the engine's view of it. */
export interface Machine {
  readonly address: Address;
  readonly part: InstalledPart;
  readonly server: PostgresServer;
  /** Its postgresql.conf. */
  readonly settings: string;
  readonly process: () => ManagedProcess;
  start(): Promise<void>;
  query(sql: string, as?: { user: string; password: string }): Promise<pg.QueryResult>;
}

async function run(
  rig: Rig,
  part: InstalledPart,
  program: string,
  args: readonly string[],
): Promise<void> {
  const tool = rig.spawn({
    name: program,
    command: part.program(program),
    env: { ...part.environment, PGPASSWORD: login.password },
    args,
    unprivileged: true,
  });
  const { code } = await tool.exited;
  if (code !== 0) throw new Error(`${program}: ${readFileSync(tool.logFile, 'utf8')}`);
}

async function machine(
  rig: Rig,
  part: InstalledPart,
  address: Address,
  data: string,
): Promise<Machine> {
  const server = new PostgresServer(clock, { address, ...login, database });
  let running: ManagedProcess | undefined;
  const made: Machine = {
    address,
    part,
    server,
    settings: join(data, 'postgresql.conf'),
    process: () => {
      if (!running) throw new Error('Postgres was never started');
      return running;
    },
    start: async () => {
      running = rig.spawn({
        name: `postgres-${address.host}`,
        command: part.program('postgres'),
        env: part.environment,
        args: ['-D', data, '-c', `listen_addresses=${address.host}`],
        unprivileged: true,
      });
      await until(clock, { what: 'Postgres', ms: 20_000, everyMs: 50 }, async () => {
        return (await made.query('select 1', { ...login, database: 'postgres' } as never)).rowCount;
      });
    },
    query: async (sql, as = login) => {
      const options = { ...address, database, connectionTimeoutMillis: 2_000, ...as };
      const client = new pg.Client(options);
      client.on('error', () => undefined);
      try {
        await client.connect();
        return await client.query(sql);
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
  return made;
}

/** A primary with the protected service's schema. */
export async function startPrimary(rig: Rig, address: Address): Promise<Machine> {
  // The user's cache may be closed to the user that Postgres runs as.
  const part = await stage(await installPart('postgres'), join(rig.directory, 'parts'));
  const home = directoryFor(rig, address.host);
  const data = join(home, 'data');
  const secret = join(home, 'secret');
  writeFileSync(secret, login.password);
  await run(rig, part, 'initdb', [
    '-D',
    data,
    '-U',
    login.user,
    `--pwfile=${secret}`,
    '-A',
    'scram-sha-256',
    '-N',
  ]);
  appendFileSync(
    join(data, 'postgresql.conf'),
    [
      "unix_socket_directories = ''",
      'fsync = off',
      'dynamic_shared_memory_type = mmap',
      'wal_retrieve_retry_interval = 100ms\n',
    ].join('\n'),
  );
  appendFileSync(
    join(data, 'pg_hba.conf'),
    'host all all 127.0.0.0/8 scram-sha-256\nhost replication all 127.0.0.0/8 scram-sha-256\n',
  );
  const primary = await machine(rig, part, address, data);
  await primary.start();
  const first = { ...login, database: 'postgres' };
  await primary.query(`create database ${database}`, first as never);
  await primary.query(`create role semantest login password 'app'`);
  await primary.query(readFileSync('fixtures/sql/schema.sql', 'utf8'));
  return primary;
}

export async function startStandby(rig: Rig, address: Address, of: Machine): Promise<Machine> {
  const data = join(directoryFor(rig, address.host), 'data');
  const { host, port } = of.address;
  await run(rig, of.part, 'pg_basebackup', [
    ...['-D', data, '-h', host, '-p', String(port), '-U', login.user],
    ...['-R', '--checkpoint=fast', '--no-sync'],
  ]);
  const standby = await machine(rig, of.part, address, data);
  await standby.start();
  return standby;
}

/** A write of the service in an epoch; rejects as the service would see it. */
export function write(machine: Machine, id: number, epoch: number): Promise<pg.QueryResult> {
  const service = { user: 'semantest', password: 'app' };
  const columns = 'blackstart.operation (id, epoch, payload)';
  const insert = `insert into ${columns} values (${id}, ${epoch}, 'x')`;
  return machine.query(`set blackstart.epoch = ${epoch}; ${insert}`, service);
}
