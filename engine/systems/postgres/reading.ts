import type { Row } from './session.ts';

/** How far a server has come in the history of writes: byte positions (LSN). */
export interface WalPosition {
  readonly timeline: number;
  /** Received and kept on disk (a primary: written). Undefined is unknown, which is not zero. */
  readonly receivedLsn: bigint | undefined;
  /** Visible to readers. */
  readonly replayedLsn: bigint | undefined;
}

export interface PostgresReading extends WalPosition {
  readonly role: 'primary' | 'standby';
  /** As in `server_version_num`: 150020 is 15.20. */
  readonly version: number;
  /** Identifier that a cluster gets when it is made, and every copy of it keeps. */
  readonly system: string;
  /** A standby's WAL receiver is connected and streams. */
  readonly streaming: boolean;
  /** How long ago the standby last heard its primary, milliseconds; undefined if not connected. */
  readonly heardAgoMs: number | undefined;
}

/**
 * One row; a primary's position is what it has written, a standby's what it has received. A primary
 * that was just promoted names its timeline in the files that it writes to, and in its control file
 * only after a checkpoint.
 */
export const readingQuery = `
  select pg_is_in_recovery() as standby,
         current_setting('server_version_num')::int as version,
         (select system_identifier::text from pg_control_system()) as system,
         greatest((case when not pg_is_in_recovery()
                        then 'x' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
                        end)::bit(32)::int,
                  (select timeline_id from pg_control_checkpoint()),
                  (select min_recovery_end_timeline from pg_control_recovery()),
                  (select received_tli from pg_stat_wal_receiver)) as timeline,
         (case when pg_is_in_recovery()
               then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
               else pg_current_wal_flush_lsn() end - '0/0')::text as received,
         (case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
               else pg_current_wal_flush_lsn() end - '0/0')::text as replayed,
         coalesce((select status = 'streaming' from pg_stat_wal_receiver), false) as streaming,
         (select extract(epoch from clock_timestamp() - last_msg_receipt_time) * 1000
            from pg_stat_wal_receiver)::float8 as heard_ago_ms`;

const lsn = (text: unknown) => (typeof text === 'string' ? BigInt(text) : undefined);

export function readingFrom(row: Row | undefined): PostgresReading {
  if (!row) throw new Error('Postgres gave no row about itself');
  return {
    role: row.standby ? 'standby' : 'primary',
    version: Number(row.version),
    system: String(row.system),
    timeline: Number(row.timeline),
    receivedLsn: lsn(row.received),
    replayedLsn: lsn(row.replayed),
    streaming: row.streaming === true,
    heardAgoMs: typeof row.heard_ago_ms === 'number' ? row.heard_ago_ms : undefined,
  };
}
