import { deadlines } from '../../systems/deadlines.ts';
import { openSession, type PostgresTarget, type Session } from '../../systems/postgres/session.ts';
import type { Question } from './question.ts';

/** Of a session's role: whether all is allowed, and whether rights can be had one by one. */
const aboutRole = `
  select rolsuper as super, rolreplication as replication,
         current_setting('server_version_num')::int >= 150000 as "perParameter"
    from pg_roles where rolname = current_user`;

/** Parameters that fencing, promoting and following set. Before 15 a superuser alone could. */
const parameters = [
  'default_transaction_read_only',
  'primary_conninfo',
  'primary_slot_name',
  'synchronous_standby_names',
];

const mayDo = `
  select has_function_privilege('pg_reload_conf()', 'execute')
         and has_function_privilege('pg_promote(boolean, int)', 'execute') as promote,
         pg_has_role('pg_signal_backend', 'usage') as "end",
         (select bool_and(has_parameter_privilege(name, 'alter system'))
            from unnest($1::text[]) as name) as set`;

/** By the catalogue, which anybody may read: a name is refused to whom its schema is closed. */
const aboutFence = `
  with fence as (
    select c.oid from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = 'blackstart' and relname = 'fence' and relkind = 'r'
  ), armed as (
    select tgrelid, proname from pg_trigger t join pg_proc p on p.oid = tgfoid
      join pg_namespace n on n.oid = pronamespace
     where nspname = 'blackstart' and tgenabled in ('O', 'A')
  )
  select exists (select from fence) as "table",
         exists (select from armed join fence on tgrelid = oid where proname = 'raise_fence')
         and exists (select from armed where proname = 'refuse_old_epoch') as armed,
         (select has_schema_privilege('blackstart', 'usage')
                 and has_table_privilege(oid, 'select')
                 and has_table_privilege(oid, 'update') from fence) as may`;

const fenceRow = 'select count(*)::int as rows from blackstart.fence';

const schema = 'run the fence’s part of fixtures/sql/schema.sql there';

/** What one database says of whether it could be fenced, promoted and told whom to follow. */
export interface Fitness {
  readonly super: boolean;
  /** The rights of one that is no superuser. */
  readonly replication: boolean;
  readonly promote: boolean;
  readonly end: boolean;
  readonly set: boolean;
  readonly table: boolean;
  readonly armed: boolean;
  readonly may: boolean | null;
  /** Of the fence; undefined if it could not be read. */
  readonly rows: number | undefined;
}

export function postgresQuestion(region: string, target: PostgresTarget): Question {
  return {
    of: 'postgres',
    region,
    ask: async (timeoutMs) => {
      try {
        const session = await openSession(target, timeoutMs);
        return flawOf(await fitnessOf(session).finally(() => session.close()));
      } catch (error) {
        return refusalIn(error, target);
      }
    },
  };
}

async function fitnessOf(session: Session): Promise<Fitness> {
  const one = async (sql: string, values: readonly unknown[] = []) =>
    (await session.query(sql, values, deadlines.postgresStatementMs))[0] ?? {};
  const { super: all, replication, perParameter } = await one(aboutRole);
  const may = perParameter === true && all !== true ? await one(mayDo, [parameters]) : {};
  const fence = await one(aboutFence);
  const { rows } = fence.may === true ? await one(fenceRow) : {};
  const nothing = { promote: false, end: false, set: false };
  return { ...nothing, ...may, ...fence, super: all, replication, rows } as Fitness;
}

/** Pure. All of it, since one is mended with the other. */
export function flawOf(fit: Fitness): string | undefined {
  const lacking = [
    fit.table ? [] : `has no table blackstart.fence: ${schema}`,
    fit.table && !fit.armed
      ? `has no trigger that refuses old epochs, or it is off: ${schema}`
      : [],
    fit.may === false ? 'lets the engine not read and update blackstart.fence: grant that' : [],
    fit.rows === undefined || fit.rows === 1 ? [] : `has ${fit.rows} rows in its fence: ${schema}`,
    fit.super ? [] : rightsLacking(fit),
  ].flat();
  return lacking.length > 0 ? lacking.join('; ') : undefined;
}

function rightsLacking({ replication, promote, end, set }: Fitness): readonly string[] {
  const rights = [
    set ? [] : `ALTER SYSTEM on ${parameters.join(', ')}`,
    promote ? [] : 'EXECUTE on pg_promote and pg_reload_conf',
    end ? [] : 'pg_signal_backend',
    replication ? [] : 'REPLICATION',
  ].flat();
  if (rights.length === 0) return [];
  return [`denies its role ${rights.join(', ')}: grant them, or make it a superuser`];
}

/** SQLSTATE of what is refused to whoever asks, and will be until something is put right. */
const refusals: Readonly<Record<string, string>> = {
  '28P01': 'put right postgres.password in the endpoints',
  '28000': 'put right postgres.user in the endpoints, or let it in by pg_hba.conf',
  '3D000': 'put right postgres.database in the endpoints',
  '42501': 'grant its role what it was denied',
};

/** Throws what says nothing: no answer in time, or a server that starts or is full. */
export function refusalIn(error: unknown, { user, database }: PostgresTarget): string {
  const said = ((error as Error).cause ?? error) as Error & { readonly code?: string };
  const advice = refusals[said.code ?? ''];
  if (advice === undefined) throw error;
  return `refuses ${user} in ${database} (${said.message}): ${advice}`;
}
