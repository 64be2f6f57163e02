import { type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import type { Fleet } from './fleet.ts';
import { askInfo } from './redis-operator.ts';
import { type Site, slotFor } from './site.ts';

interface Following {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly signal?: AbortSignal | undefined;
}

/** Waits until every standby database and every replica cache follows the active region. */
export async function awaitReplication(
  { site, fleet, signal }: Following,
  active: string,
  others: readonly string[],
): Promise<void> {
  const { clock, addresses } = site;
  const database = { what: `standbys to stream from ${active}`, ms: deadlines.catchUpMs };
  const cache = { what: `Redis replicas of ${active}`, ms: deadlines.redisSyncMs };
  await Promise.all([
    ...others.map((region) =>
      until(clock, database, () => isStreaming(fleet, active, region), signal),
    ),
    ...others.map((region) =>
      until(
        clock,
        cache,
        async () => {
          const info = await askInfo(addresses.local(region, 'redis'));
          return info.get('master_link_status') === 'up';
        },
        signal,
      ),
    ),
  ]);
}

/**
 * True if a standby streams from that primary now, and the history that the primary has: one that
 * has gone another way connects again and again, and is called streaming each time. One that cannot
 * be asked is not seen to stream.
 */
export async function isStreaming(
  fleet: Fleet,
  primary: string,
  standby: string,
): Promise<boolean> {
  const [leader] = await fleet.machine(primary).query(
    `select case when not pg_is_in_recovery()
                 then 'x' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
                 end::bit(32)::int as timeline
       from pg_stat_replication where state = 'streaming' and application_name = $1`,
    [slotFor(standby)],
  );
  if (!leader) return false;
  const [own] = await fleet
    .machine(standby)
    .query('select received_tli as timeline from pg_stat_wal_receiver')
    .catch(() => []);
  return own?.timeline === leader.timeline;
}

/** Waits until a standby streams. Throws DeadlineExceeded. */
export async function awaitStream(
  clock: Clock,
  fleet: Fleet,
  standby: string,
  primary: string,
): Promise<void> {
  const deadline = { what: `${standby} to stream from ${primary}`, ms: deadlines.streamMs };
  await until(clock, deadline, () => isStreaming(fleet, primary, standby));
}

/** Waits until a standby has replayed more than what ends at a position (LSN). */
export async function awaitReplayBeyond(
  clock: Clock,
  fleet: Fleet,
  standby: string,
  lsn: string,
): Promise<void> {
  const deadline = { what: `${standby} to replay beyond ${lsn}`, ms: deadlines.catchUpMs };
  await until(clock, deadline, async () => {
    const [row] = await fleet
      .machine(standby)
      .query('select pg_last_wal_replay_lsn() > $1::pg_lsn as done', [lsn]);
    return row?.done === true;
  });
}
