import type { RunningRegions } from '../../regions/runtime.ts';
import { connectPostgres } from '../connect-postgres.ts';
import { deadlines } from '../deadlines.ts';
import { answerOf } from './answer-of.ts';
import { atBeat, type ObserverContext } from './observer.ts';

/** A standby holds its slot by the same server process that pg_stat_replication reports on. */
const QUESTION = `select slot.slot_name as slot,
  pg_wal_lsn_diff(pg_current_wal_lsn(), standby.replay_lsn)::float8 as lag
  from pg_stat_replication standby join pg_replication_slots slot on slot.active_pid = standby.pid
  where not pg_is_in_recovery()`;

interface Lag {
  readonly slot: string;
  /** Null from a standby that has just connected: unknown, which is not zero. */
  readonly lag: number | null;
}

/** Records how many bytes of WAL each standby has yet to replay, as its primary counts them. */
export function observeReplicationLag(
  regions: RunningRegions,
  { clock, record }: ObserverContext,
): AsyncDisposable {
  const beats = regions.topology.regions.map(({ name }) =>
    atBeat(clock, deadlines.lagEveryMs, async () => {
      const atMs = clock.monotonicMs();
      const standbyOf = standbysBySlot(regions, name);
      for (const { slot, lag: value } of await lagsAt(regions, name)) {
        const at = standbyOf.get(slot) ?? slot;
        if (value !== null)
          record({ kind: 'sample', of: 'replication-lag-bytes', atMs, at, value });
      }
    }),
  );
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(beats.map((beat) => beat[Symbol.asyncDispose]()));
    },
  };
}

function standbysBySlot(regions: RunningRegions, region: string): ReadonlyMap<string, string> {
  const slots = regions.endpoints(region).regions[region]?.postgres.slots ?? {};
  return new Map(Object.entries(slots).map(([standby, slot]) => [slot, standby]));
}

/** None from a database that is away; the observer of writability records that. */
async function lagsAt(regions: RunningRegions, region: string): Promise<readonly Lag[]> {
  const client = await connectPostgres(regions, region).catch(() => undefined);
  try {
    return client ? await answerOf<Lag>(client, QUESTION) : [];
  } catch {
    return [];
  } finally {
    void client?.end().catch(() => undefined);
  }
}
