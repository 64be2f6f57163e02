import { type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import type { Fleet } from './fleet.ts';
import { askInfo } from './redis-operator.ts';
import { type Site, slotFor } from './site.ts';

interface Regions {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly signal?: AbortSignal;
}

/** Waits until every standby database and every replica cache follows the active region. */
export async function awaitReplication(
  { site, fleet, signal }: Regions,
  active: string,
  others: readonly string[],
): Promise<void> {
  const { clock, addresses } = site;
  const database = { what: `standbys to stream from ${active}`, ms: deadlines.catchUpMs };
  const cache = { what: `Redis replicas of ${active}`, ms: deadlines.redisSyncMs };
  await Promise.all([
    until(clock, database, () => allStream(fleet, active, others), signal),
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

async function allStream(
  fleet: Fleet,
  active: string,
  others: readonly string[],
): Promise<boolean> {
  const rows = await fleet
    .machine(active)
    .query(`select application_name as name from pg_stat_replication where state = 'streaming'`);
  return others.every((region) => rows.some((row) => row['name'] === slotFor(region)));
}

/** Waits until a standby has replayed all that the primary has written by now. */
export async function awaitReplay(
  clock: Clock,
  fleet: Fleet,
  primary: string,
  standby: string,
): Promise<void> {
  const [row] = await fleet.machine(primary).query('select pg_current_wal_flush_lsn() as lsn');
  await awaitReplayOf(clock, fleet, standby, String(row?.['lsn']));
}

/** Waits until a standby has replayed up to a position (LSN). */
export async function awaitReplayOf(
  clock: Clock,
  fleet: Fleet,
  standby: string,
  lsn: string,
): Promise<void> {
  const deadline = { what: `${standby} to replay up to ${lsn}`, ms: deadlines.catchUpMs };
  await until(clock, deadline, async () => {
    const [row] = await fleet
      .machine(standby)
      .query('select pg_last_wal_replay_lsn() >= $1::pg_lsn as done', [lsn]);
    return row?.['done'] === true;
  });
}
