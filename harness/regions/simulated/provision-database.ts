import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseMachine } from './database-machine.ts';
import { type Accounts, slotFor } from './site.ts';

const schemaFile = join(import.meta.dirname, '../../../fixtures/sql/schema.sql');

/**
 * The service's database, its user and schema on a new primary, and a replication slot for each
 * standby: made before the base backups, so that no WAL segment they need is removed meanwhile.
 */
export async function provisionDatabase(
  primary: DatabaseMachine,
  { service, database }: Accounts,
  standbys: readonly string[],
): Promise<void> {
  // Identifiers and the password are this run's own, made of letters and digits.
  await primary.query(`create role ${service.user} login password '${service.password}'`);
  await primary.query(`create database ${database}`);
  await primary.query(await readFile(schemaFile, 'utf8'), [], database);
  for (const standby of standbys) await createSlot(primary, standby);
}

/** A slot that keeps WAL from now on; nothing if it is there. */
export async function createSlot(primary: DatabaseMachine, standby: string): Promise<void> {
  await primary.query(
    `select pg_create_physical_replication_slot($1, true)
      where not exists (select from pg_replication_slots where slot_name = $1)`,
    [slotFor(standby)],
  );
}
