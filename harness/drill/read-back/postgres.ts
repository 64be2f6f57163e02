import type pg from 'pg';
import { type Clock, until } from '../../../engine/index.ts';
import type { ReadbackEntry } from '../../journal/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { readBackIds } from '../../workload/read-back.ts';
import { connectPostgres, postgresLogin } from '../connect-postgres.ts';
import { deadlines } from '../deadlines.ts';

/** What a region's database says of itself; positions in bytes of WAL since its beginning. */
interface Position {
  readonly inRecovery: boolean;
  readonly epoch: number;
  /** It was fenced: its sessions are read-only. */
  readonly refuses: boolean;
  /** Written by a primary; received, or replayed if it never received, by a standby. */
  readonly hasBytes: number;
  readonly replayedBytes: number;
}

const POSITION = `select pg_is_in_recovery() as "inRecovery",
  (select epoch from blackstart.fence)::int as epoch,
  (select reset_val = 'on' from pg_settings where name = 'default_transaction_read_only')
    as refuses,
  pg_wal_lsn_diff(case when pg_is_in_recovery()
    then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
    else pg_current_wal_lsn() end, '0/0')::float8 as "hasBytes",
  pg_wal_lsn_diff(case when pg_is_in_recovery()
    then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, '0/0')::float8
    as "replayedBytes"`;

interface Candidate {
  readonly region: string;
  readonly client: pg.Client;
  readonly position: Position;
}

export class NothingToReadBack extends Error {
  override readonly name = 'NothingToReadBack';
  readonly code = 'NOTHING_TO_READ_BACK';
}

/**
 * Reads every id back from the database that clients write to now, and from the standbys that
 * follow it; if there is none, from the standby that has most, since that is what could be saved.
 * Each must first have replayed what the first of them has, by its own positions; one that does
 * not is read as it is, and said to be incomplete. The first entry is that of the region that
 * serves. Throws NothingToReadBack if none answers.
 */
export async function readBackPostgres(
  regions: RunningRegions,
  clock: Clock,
): Promise<readonly ReadbackEntry[]> {
  const candidates = await reachable(regions);
  try {
    const [best, ...others] = candidates.toSorted(byMost);
    if (!best) throw new NothingToReadBack('no database of any region answers; see their logs');
    const followers = best.position.inRecovery
      ? []
      : others.filter((one) => one.position.inRecovery);
    const { hasBytes } = best.position;
    const readings = [best, ...followers].map(async (one): Promise<ReadbackEntry> => {
      const proved = await proveReplayed(one, hasBytes, clock);
      const ids = await readBackIds(postgresLogin(regions, one.region));
      const atMs = clock.monotonicMs();
      const { region } = one;
      return { kind: 'readback', atMs, store: 'postgres', region, ...proved, ids };
    });
    return await Promise.all(readings);
  } finally {
    candidates.forEach(({ client }) => {
      leave(client);
    });
  }
}

async function reachable(regions: RunningRegions): Promise<readonly Candidate[]> {
  const tried = await Promise.allSettled(
    regions.topology.regions.map(async ({ name: region }): Promise<Candidate> => {
      const client = await connectPostgres(regions, region, deadlines.readBackAnswerMs);
      try {
        return { region, client, position: await positionOf(client) };
      } catch (error) {
        leave(client);
        throw error;
      }
    }),
  );
  return tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** Not awaited: a server that is frozen by now never acknowledges the end. */
function leave(client: pg.Client): void {
  void client.end().catch(() => undefined);
}

async function positionOf(client: pg.Client): Promise<Position> {
  const { rows } = await client.query<Position>(POSITION);
  const [position] = rows;
  if (!position) throw new RangeError('the database gave no position');
  return position;
}

/**
 * Primaries before standbys, those that take writes first, then the newest epoch, then whoever has
 * most. A fence gives the old primary the epoch of the new one.
 */
function byMost({ position: a }: Candidate, { position: b }: Candidate): number {
  return (
    Number(a.inRecovery) - Number(b.inRecovery) ||
    Number(a.refuses) - Number(b.refuses) ||
    b.epoch - a.epoch ||
    b.hasBytes - a.hasBytes
  );
}

type Proved = Pick<ReadbackEntry, 'proof' | 'complete' | 'stalled'>;

async function proveReplayed(
  { client, region, position }: Candidate,
  bytes: number,
  clock: Clock,
): Promise<Proved> {
  if (!position.inRecovery) {
    const proof = `primary of epoch ${position.epoch}, out of recovery at WAL byte ${bytes}`;
    return { proof, complete: true };
  }
  try {
    const what = `${region} to replay WAL byte ${bytes}`;
    await until(clock, { what, ms: deadlines.replayMs }, async () => {
      return (await positionOf(client)).replayedBytes >= bytes;
    });
    return { proof: `standby that has replayed WAL byte ${bytes}`, complete: true };
  } catch (error) {
    const proof = error instanceof Error ? error.message : String(error);
    const after = await positionOf(client).catch(() => undefined);
    if (after?.hasBytes !== position.hasBytes) return { proof, complete: false };
    const lacks = `has received nothing, and lacks ${bytes - position.hasBytes} bytes of WAL`;
    return { proof: `${proof}: it ${lacks}`, complete: false, stalled: true };
  }
}
