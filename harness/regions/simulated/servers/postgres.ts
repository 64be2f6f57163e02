import { join } from 'node:path';
import pg from 'pg';
import type { Address } from '../../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';
import { type Accounts, directoryOf, type Site } from '../site.ts';
import { synchronousStandbyNames } from '../synchronous-standbys.ts';
import type { ServerSpec } from './server.ts';

/** Where a region's Postgres keeps its files; settings stand outside of what a rewind copies. */
export interface PostgresFiles {
  readonly directory: string;
  readonly data: string;
  readonly archive: string;
  readonly settings: string;
  readonly access: string;
}

export function postgresFiles(site: Site, region: string): PostgresFiles {
  const directory = directoryOf(site, region, 'postgres');
  return {
    directory,
    data: join(directory, 'data'),
    archive: join(directory, 'archive'),
    settings: join(directory, 'postgresql.conf'),
    access: join(directory, 'pg_hba.conf'),
  };
}

/** The same for a primary and a standby: what tells them apart lies in the data directory. */
export function postgres(site: Site, region: string): ServerSpec {
  const { addresses, parts, accounts } = site;
  const files = postgresFiles(site, region);
  const address = addresses.local(region, 'postgres');
  const names = synchronousStandbyNames(site.topology, region);
  return {
    region,
    name: 'postgres',
    command: parts.postgres.program('postgres'),
    args: ['-D', files.data, '-c', `config_file=${files.settings}`],
    env: parts.postgres.environment,
    directory: files.directory,
    files: {
      [files.settings]: settingsText(address, files, names),
      [files.access]: accessText(accounts),
    },
    uid: site.unprivileged,
    listens: [address],
    // Fast shutdown: sessions are ended, everything is written and sent to the standbys.
    stopSignal: 'SIGINT',
    readyMs: deadlines.postgresMs,
    ready: async () => {
      await queryAs(accounts.operator, address, 'postgres', 'select 1');
      return true;
    },
  };
}

function settingsText(
  { host, port }: Address,
  { archive, access }: PostgresFiles,
  synchronousNames: string,
): string {
  const [kept, draft] = [`"${archive}/%f"`, `"${archive}/.%f"`];
  const keep = `test ! -e ${kept} && cp "%p" ${draft} && mv ${draft} ${kept}`;
  const settings = {
    listen_addresses: `'${host}'`,
    port,
    unix_socket_directories: `''`,
    hba_file: `'${access}'`,
    max_connections: 120,
    shared_buffers: '48MB',
    // In the data directory, so that it goes with it when the server was killed.
    dynamic_shared_memory_type: 'mmap',
    password_encryption: `'scram-sha-256'`,
    fsync: 'on',
    wal_level: 'replica',
    // A primary that was killed can be rewound only if hint bits are in the WAL.
    wal_log_hints: 'on',
    hot_standby: 'on',
    max_wal_senders: 10,
    synchronous_standby_names: `'${synchronousNames}'`,
    max_replication_slots: 10,
    // A base backup and a rewind find what they need here, whatever became of the slots.
    wal_keep_size: '512MB',
    max_wal_size: '512MB',
    wal_retrieve_retry_interval: '500ms',
    wal_sender_timeout: '10s',
    wal_receiver_timeout: '10s',
    wal_receiver_status_interval: '1s',
    archive_mode: 'on',
    // A segment that is there already with the same content was archived before a crash.
    archive_command: `'cmp -s "%p" ${kept} || { ${keep}; }'`,
    archive_timeout: '60s',
    logging_collector: 'off',
    log_line_prefix: `'%m [%p] '`,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

function accessText({ operator }: Accounts): string {
  return `# Places differ by address, so the address tells nothing: the password does.
host all all all scram-sha-256
host replication ${operator.user} all scram-sha-256
`;
}

/**
 * One statement on a connection of its own. It never waits for a standby: the operator makes a
 * primary before there are any, and what is written here is about that one server.
 */
export async function queryAs(
  { user, password }: Accounts['operator'],
  { host, port }: Address,
  database: string,
  sql: string,
  values: readonly unknown[] = [],
  ms: number = deadlines.probeMs,
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({
    host,
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: ms,
    query_timeout: ms,
    options: '-c synchronous_commit=local',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
