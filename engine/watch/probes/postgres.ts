import type { Clock } from '../../ports/clock.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { PostgresReading } from '../../systems/postgres/reading.ts';
import { damp, untold } from '../damping.ts';
import type { FactProbe } from './fact-probe.ts';
import { messageOf, type ProbeFigures, reachableFact } from './reachability.ts';

/** What is watched: a database that can be probed and tells when its connection is lost. */
export interface WatchedDatabase {
  probe(timeoutMs: number): Promise<PostgresReading>;
  /** Resolves when the present connection is lost; undefined if there is none to lose. */
  lost(): Promise<void> | undefined;
}

export interface WatchedPostgres {
  readonly region: string;
  readonly figures: ProbeFigures;
  readonly database: WatchedDatabase;
  /** Region whose database must be the primary. */
  readonly active: () => string;
}

/**
 * In the active region a database is reachable if it answers as the primary, elsewhere if it
 * answers; positions are told beside, and a standby's is given time enough to come.
 */
export function postgresProbe(clock: Clock, watched: WatchedPostgres): FactProbe {
  const { region, figures, database, active } = watched;
  let damped = untold;
  return {
    of: 'postgres',
    region,
    everyMs: figures.everyMs,
    lost: () => database.lost(),
    async probe() {
      const atMs = clock.monotonicMs();
      const patientMs = Math.max(figures.timeoutMs, deadlines.postgresPositionMs);
      const timeoutMs = region === active() ? figures.timeoutMs : patientMs;
      const reading = await database.probe(timeoutMs).catch((error: unknown) => error as Error);
      const failed = reading instanceof Error;
      const ok = !failed && (reading.role === 'primary' || region !== active());
      damped = damp(damped, ok, figures);
      const facts = reachableFact({ of: 'postgres', region, atMs }, damped.up);
      if (failed) return { facts, error: messageOf(reading) };
      const { role, version, system, timeline, receivedLsn, heardAgoMs } = reading;
      const found = { facts, database: { region, role, version, system } };
      if (role === 'primary') {
        return receivedLsn === undefined
          ? found
          : { ...found, primary: { atMs, lsn: receivedLsn } };
      }
      const primaryHeardAtMs = heardAgoMs === undefined ? undefined : atMs - heardAgoMs;
      return { ...found, standby: { region, atMs, timeline, receivedLsn, primaryHeardAtMs } };
    },
  };
}
