import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadlines } from './deadlines.ts';
import type { Launcher } from './launcher.ts';
import { outputOf, runTool, type Tool } from './run-tool.ts';
import { type PostgresFiles, postgresFiles, queryAs } from './servers/postgres.ts';
import { logOf, type Site, slotFor } from './site.ts';

/** What the operator of a region's database machine can do to its files while Postgres is down. */
export interface DatabaseMachine {
  readonly region: string;
  /** An empty cluster that knows the operator. */
  initialise(signal?: AbortSignal): Promise<void>;
  /** A copy of the data of another region's server, taken over the link. */
  copyFrom(source: string, signal?: AbortSignal): Promise<void>;
  /** Takes back what the source never had. Throws ServerFailed if there is no common history. */
  rewindTo(source: string): Promise<void>;
  /** Makes it start as a standby of that region. */
  follow(source: string): void;
  /** Position (LSN) of the last checkpoint; after an orderly stop that is the end of its writes. */
  lastCheckpoint(): Promise<string>;
  /** One statement of the operator at this server. */
  query(
    sql: string,
    values?: readonly unknown[],
    database?: string,
  ): Promise<readonly Record<string, unknown>[]>;
}

export function databaseMachine(site: Site, region: string, launcher: Launcher): DatabaseMachine {
  const files = postgresFiles(site, region);
  const { accounts, addresses } = site;
  const tool = toolsOf(site, region, launcher);
  const run = (program: string, args: readonly string[], signal?: AbortSignal) =>
    runTool({ ...tool(program, args), signal });
  const keep = (name: string, content: string): string => {
    const path = join(files.directory, name);
    rmSync(path, { force: true });
    writeFileSync(path, content, { mode: 0o600 });
    own(site, path);
    return path;
  };
  return {
    region,
    initialise: async (signal) => {
      makeDirectories(site, files);
      const password = keep('password', accounts.operator.password);
      const encoding = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256'];
      const speed = ['--data-checksums', '--no-sync', '--no-instructions'];
      const who = ['-U', accounts.operator.user, `--pwfile=${password}`];
      await run('initdb', ['-D', files.data, ...who, ...encoding, ...speed], signal);
      rmSync(password);
    },
    copyFrom: async (source, signal) => {
      makeDirectories(site, files);
      const copy = `${files.data}.copy`;
      rmSync(copy, { recursive: true, force: true });
      const from = connectionTo(site, region, source);
      const how = ['-X', 'stream', '-S', slotFor(region), '--checkpoint=fast', '--no-sync'];
      await run('pg_basebackup', ['-D', copy, '-d', from, ...how], signal);
      // What there was stays until there is something in its place: the link may fail half-way.
      rmSync(files.data, { recursive: true, force: true });
      renameSync(copy, files.data);
    },
    rewindTo: (source) => {
      // A server that was killed leaves it, and the number in it may be another program's by now.
      rmSync(join(files.data, 'postmaster.pid'), { force: true });
      return run('pg_rewind', [
        `--target-pgdata=${files.data}`,
        `--source-server=${connectionTo(site, region, source)} dbname=postgres`,
        `--config-file=${files.settings}`,
        '--no-sync',
      ]);
    },
    follow: (source) => {
      const settings = {
        primary_conninfo: connectionTo(site, region, source),
        primary_slot_name: slotFor(region),
      };
      const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
      // All that was set at run time goes with it, a fence's read-only default too.
      keep('data/postgresql.auto.conf', lines.join(''));
      keep('data/standby.signal', '');
    },
    lastCheckpoint: async () => {
      const said = await outputOf(tool('pg_controldata', ['-D', files.data]));
      const found = /^Latest checkpoint location:\s+(\S+)$/m.exec(said)?.[1];
      if (found) return found;
      throw new Error(`pg_controldata of ${files.data} names no checkpoint`);
    },
    query: (sql, values = [], database = 'postgres') => {
      const address = addresses.local(region, 'postgres');
      return queryAs(accounts.operator, address, database, sql, values, deadlines.statementMs);
    },
  };
}

/** How a region's standby finds its primary: over the link, and by a name of its own. */
export function connectionTo(site: Site, region: string, source: string): string {
  const { host, port } = site.addresses.over(region, source, 'postgres');
  const { user, password } = site.accounts.operator;
  const who = `user=${user} password=${password} application_name=${slotFor(region)}`;
  return `host=${host} port=${port} ${who} connect_timeout=5 keepalives_idle=2`;
}

function toolsOf(site: Site, region: string, launcher: Launcher) {
  return (program: string, args: readonly string[]): Tool => ({
    launcher,
    clock: site.clock,
    region,
    name: program,
    command: site.parts.postgres.program(program),
    args,
    env: { ...site.parts.postgres.environment, LC_ALL: 'C' },
    cwd: postgresFiles(site, region).directory,
    uid: site.unprivileged,
    logFile: logOf(site, region, program),
  });
}

function own({ unprivileged }: Site, path: string): void {
  if (unprivileged !== undefined) chownSync(path, unprivileged, unprivileged);
}

function makeDirectories(site: Site, { directory, archive }: PostgresFiles): void {
  for (const path of [directory, archive]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    own(site, path);
  }
}
