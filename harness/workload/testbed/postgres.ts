import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import type { DatabaseAddress } from '../read-back.ts';
import { startMs, type Testbed } from './servers.ts';

const schemaFile = join(import.meta.dirname, '../../../fixtures/sql/schema.sql');

export interface TestDatabase {
  readonly server: ManagedProcess;
  readonly admin: DatabaseAddress;
  readonly app: DatabaseAddress;
}

/** A Postgres with the protected service's schema. */
export async function startPostgres(bed: Testbed, at: Address): Promise<TestDatabase> {
  const data = join(bed.directory, 'postgres-data');
  await bed.run('postgres', 'initdb', ['-D', data, '-U', 'admin']);
  const place = ['-D', data, '-k', '', '-h', at.host, '-p', String(at.port)];
  const settings = ['-c', 'fsync=off', '-c', 'dynamic_shared_memory_type=mmap'];
  const server = await bed.start('postgres', 'postgres', [...place, ...settings]);
  const admin = { ...at, user: 'admin', password: '', database: 'postgres' };
  await execute(
    admin,
    "create role semantest login password 'secret'",
    'create database semantest',
  );
  const inside = { ...admin, database: 'semantest' };
  await execute(inside, await readFile(schemaFile, 'utf8'));
  const app = { ...at, user: 'semantest', password: 'secret', database: 'semantest' };
  return { server, admin: inside, app };
}

/** Runs statements one after the other as soon as the server takes connections. */
export async function execute(
  address: DatabaseAddress,
  ...statements: string[]
): Promise<unknown[]> {
  const client = await until(clock, { what: 'Postgres', ms: startMs, everyMs: 50 }, async () => {
    const fresh = new pg.Client(address);
    await fresh.connect();
    return fresh;
  });
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
