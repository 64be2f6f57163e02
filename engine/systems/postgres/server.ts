import type {
  Fenceable,
  Probeable,
  Promotable,
  Replicated,
  Repointable,
} from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../deadlines.ts';
import { conninfo } from './conninfo.ts';
import { KeptSession } from './kept-session.ts';
import type { PostgresLeader } from './leader.ts';
import { type PostgresReading, readingFrom, readingQuery, type WalPosition } from './reading.ts';
import { openSession, type PostgresTarget, type Session } from './session.ts';

/** Name of the sessions that fence, by which they are found. */
const fencing = 'blackstart-engine fence';

/** One Postgres server, spoken to as its administrator. */
export class PostgresServer
  implements
    Probeable<PostgresReading>,
    Replicated<WalPosition>,
    Promotable,
    Fenceable,
    Repointable<PostgresLeader>
{
  readonly #clock: Clock;
  readonly #target: PostgresTarget;
  readonly #kept: KeptSession;

  constructor(clock: Clock, target: PostgresTarget) {
    this.#clock = clock;
    this.#target = target;
    this.#kept = new KeptSession(clock, target);
  }

  async probe(timeoutMs: number): Promise<PostgresReading> {
    return readingFrom((await this.#kept.query(readingQuery, timeoutMs))[0]);
  }

  position(timeoutMs: number): Promise<WalPosition> {
    return this.probe(timeoutMs);
  }

  /** Resolves when the connection that probes use is lost; undefined if there is none. */
  lost(): Promise<void> | undefined {
    return this.#kept.lost();
  }

  close(): void {
    this.#kept.close();
  }

  async #with<T>(timeoutMs: number, work: (session: Session) => Promise<T>): Promise<T> {
    const connectMs = Math.min(timeoutMs, deadlines.postgresConnectMs);
    const session = await openSession(this.#target, connectMs);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  }

  /** `pg_promote` finishes replaying what was received, and so loses none of it. */
  async promote(timeoutMs: number): Promise<void> {
    await this.#with(timeoutMs, async (session) => {
      const waitSeconds = Math.max(1, Math.floor(timeoutMs / 1000));
      const promote = `select case when pg_is_in_recovery()
                                   then pg_promote(true, ${waitSeconds}) end`;
      await session.query(promote, [], timeoutMs + deadlines.postgresStatementMs);
      const state = 'select pg_is_in_recovery() as standby';
      const [row] = await session.query(state, [], deadlines.postgresStatementMs);
      if (row?.standby !== false) throw new Error(`still in recovery after ${timeoutMs} ms`);
    });
  }

  /**
   * Sessions to come are read-only, those that are there end, and the row that the writes' trigger
   * compares with is raised, in this order: the raising waits for writes under way. Throws where a
   * later epoch has begun: a fence that is late must not close what was opened again since.
   */
  async fence(epoch: number, timeoutMs: number): Promise<void> {
    await this.#with(timeoutMs, async (session) => {
      const run = (sql: string, values: unknown[] = []) => session.query(sql, values, timeoutMs);
      await run(`set application_name = '${fencing}'`);
      await run('set default_transaction_read_only = off');
      const [row] = await run('select epoch::int as epoch from blackstart.fence');
      if (Number(row?.epoch) > epoch) throw new Error(`epoch ${row?.epoch} has begun there`);
      await run('alter system set default_transaction_read_only = on');
      await run('select pg_reload_conf()');
      await run(`select pg_terminate_backend(pid) from pg_stat_activity
                  where backend_type = 'client backend' and pid <> pg_backend_pid()
                    and application_name not like 'blackstart-engine%'`);
      await run('update blackstart.fence set epoch = $1 where epoch < $1', [epoch]);
    });
  }

  /**
   * Resolves once it is seen that no session can write in an older epoch: the row is raised, new
   * sessions refuse, and those that began before they did have ended.
   */
  async proveFenced(epoch: number, timeoutMs: number): Promise<void> {
    const proof = `
      select current_setting('default_transaction_read_only') = 'on'
             and (select epoch >= ${Number(epoch)} from blackstart.fence) as refuses,
             (select count(pg_terminate_backend(pid)) from pg_stat_activity
               where backend_type = 'client backend' and backend_start < pg_conf_load_time()
                 and application_name not like 'blackstart-engine%')::int as left`;
    const what = `the database at ${this.#target.address.host} to be fenced`;
    await until(this.#clock, { what, ms: timeoutMs, everyMs: 20 }, async () => {
      const [row] = await this.#kept.query(proof, deadlines.postgresStatementMs);
      return row?.refuses === true && row.left === 0;
    });
  }

  /** Fences of older epochs that are under way end before it is open; later ones are refused. */
  async unfence(epoch: number, timeoutMs: number): Promise<void> {
    await this.#with(timeoutMs, async (session) => {
      const run = (sql: string, values: unknown[] = []) => session.query(sql, values, timeoutMs);
      await run('set default_transaction_read_only = off');
      await run('update blackstart.fence set epoch = $1 where epoch < $1', [epoch]);
      const end = `select pg_terminate_backend(pid, ${Math.ceil(timeoutMs / 2)}) as ended
                     from pg_stat_activity where application_name = '${fencing}'`;
      if ((await run(end)).some(({ ended }) => ended !== true)) {
        throw new Error('a fence of an older epoch is still under way');
      }
      await run('alter system reset default_transaction_read_only');
      await run('select pg_reload_conf()');
    });
  }

  /** Writes of epochs below this one are refused here, by what it has received. */
  async epoch(timeoutMs: number): Promise<number> {
    const read = 'select epoch::int as epoch from blackstart.fence';
    const [row] = await this.#kept.query(read, timeoutMs);
    if (typeof row?.epoch !== 'number') throw new Error('it has no epoch');
    return row.epoch;
  }

  /** Writes of epochs below this one are refused here; throws if those of later ones are too. */
  async raiseEpoch(epoch: number): Promise<void> {
    const raise = `update blackstart.fence set epoch = greatest(epoch, ${Number(epoch)})
                   returning epoch::int as epoch`;
    // A service waits for this: opening a session takes longer than the statement.
    const [row] = await this.#kept.query(raise, deadlines.postgresConnectMs);
    if (row?.epoch !== epoch) throw new Error(`the fence is at ${row?.epoch}`);
  }

  /** Physical slots that keep the WAL of these standbys from now on; those there stay. */
  async keepSlots(slots: readonly string[]): Promise<void> {
    const timeoutMs = deadlines.postgresStatementMs;
    await this.#with(deadlines.postgresConnectMs, async (session) => {
      const create = `select pg_create_physical_replication_slot(name, true)
                        from unnest($1::text[]) as name
                       where name not in (select slot_name from pg_replication_slots)`;
      await session.query(create, [slots], timeoutMs);
    });
  }

  /** Drops those of these slots that nobody uses: one that is forgotten keeps WAL for ever. */
  async dropSlots(slots: readonly string[]): Promise<void> {
    const timeoutMs = deadlines.postgresStatementMs;
    await this.#with(timeoutMs, async (session) => {
      const drop = `select pg_drop_replication_slot(slot_name) from pg_replication_slots
                     where not active and slot_name = any($1::text[])`;
      await session.query(drop, [slots], timeoutMs);
    });
  }

  /**
   * No commit waits for a standby any more, whatever the configuration says; gives the names that
   * were waited for, or nothing.
   */
  async commitAlone(): Promise<string> {
    const timeoutMs = deadlines.postgresStatementMs;
    return this.#with(deadlines.postgresConnectMs, async (session) => {
      const asked = `select current_setting('synchronous_standby_names') as names`;
      const [row] = await session.query(asked, [], timeoutMs);
      if (row?.names === '') return '';
      await session.query(`alter system set synchronous_standby_names = ''`, [], timeoutMs);
      await session.query('select pg_reload_conf()', [], timeoutMs);
      return String(row?.names);
    });
  }

  /** Commits wait again as the configuration says, where `commitAlone` had changed that. */
  async commitAsConfigured(): Promise<void> {
    const timeoutMs = deadlines.postgresStatementMs;
    await this.#with(deadlines.postgresConnectMs, async (session) => {
      const alone = `select from pg_file_settings where name = 'synchronous_standby_names'
                        and setting = '' and sourcefile like '%/postgresql.auto.conf'`;
      if ((await session.query(alone, [], timeoutMs)).length === 0) return;
      await session.query('alter system reset synchronous_standby_names', [], timeoutMs);
      await session.query('select pg_reload_conf()', [], timeoutMs);
    });
  }

  /** Names of the standbys that stream from here, as they call themselves. */
  async followers(): Promise<readonly string[]> {
    const names = `select application_name as name from pg_stat_replication
                    where state = 'streaming'`;
    const rows = await this.#kept.query(names, deadlines.postgresStatementMs);
    return rows.map(({ name }) => String(name));
  }

  /** Everything up to now is in its files, and its timeline in the control file. */
  async checkpoint(timeoutMs: number): Promise<void> {
    await this.#with(timeoutMs, (session) => session.query('checkpoint', [], timeoutMs));
  }

  /**
   * Needs no restart (Postgres 13 and later); resolves once it streams from there. Throws for a
   * primary, which cannot become a standby so.
   */
  async follow(leader: PostgresLeader, timeoutMs: number): Promise<void> {
    await this.#with(timeoutMs, async (session) => {
      const run = (sql: string) => session.query(sql, [], deadlines.postgresStatementMs);
      const [role] = await run('select pg_is_in_recovery() as standby');
      if (role?.standby !== true) throw new Error(`${leader.standby} is a primary, not a standby`);
      // Of a fence, when it was a primary. A standby refuses by itself, and may be promoted.
      await run('alter system reset default_transaction_read_only');
      await run(`alter system set primary_conninfo = '${conninfo(leader)}'`);
      await run(`alter system set primary_slot_name = '${leader.slot ?? ''}'`);
      await run('select pg_reload_conf()');
      const what = `${leader.standby} to stream from ${leader.address.host}`;
      await until(this.#clock, { what, ms: timeoutMs }, async () => {
        const [row] = await run(`select sender_host as host, sender_port as port
                                   from pg_stat_wal_receiver where status = 'streaming'`);
        return row?.host === leader.address.host && row.port === leader.address.port;
      });
    });
  }

  /** It follows nobody any more; resolves once it receives nothing. Throws for a primary. */
  async unfollow(timeoutMs: number): Promise<void> {
    const endMs = this.#clock.monotonicMs() + timeoutMs;
    const leftMs = () => Math.max(1, endMs - this.#clock.monotonicMs());
    const run = (sql: string) => this.#kept.query(sql, leftMs());
    const { host } = this.#target.address;
    const [role] = await run('select pg_is_in_recovery() as standby');
    if (role?.standby !== true) throw new Error(`${host} is no standby`);
    await run(`alter system set primary_conninfo = ''`);
    await run('select pg_reload_conf()');
    const what = `${host} to receive nothing`;
    await until(this.#clock, { what, ms: leftMs(), everyMs: 20 }, async () => {
      const [row] = await run('select count(*)::int as receivers from pg_stat_wal_receiver');
      return row?.receivers === 0;
    });
  }

  /** Resolves once this standby has received the history up to a position. */
  async reach(lsn: bigint, timeoutMs: number): Promise<void> {
    const what = `${this.#target.address.host} to receive up to byte ${lsn}`;
    await until(this.#clock, { what, ms: timeoutMs, everyMs: 20 }, async () => {
      const { receivedLsn } = await this.position(deadlines.postgresPositionMs);
      return receivedLsn !== undefined && receivedLsn >= lsn;
    });
  }

  /** Rows of a statement that changes nothing. */
  async read(statement: string, timeoutMs: number): Promise<readonly Record<string, unknown>[]> {
    return this.#with(timeoutMs, (session) => session.query(statement, [], timeoutMs));
  }
}
