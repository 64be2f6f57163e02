import type { PostgresReading } from '../systems/postgres/reading.ts';
import type { Of } from './fact.ts';

/** What one database said of itself when it was last asked. */
export interface DatabaseSighting extends Pick<PostgresReading, 'role' | 'version' | 'system'> {
  readonly region: string;
}

/** A system of a region that lets nothing be moved there, and what to do about it. */
export interface Unfit {
  readonly of: Of | 'agent';
  readonly region: string;
  /** In words that follow its name. */
  readonly why: string;
}

/** Since 13 a standby follows another leader after a reload alone (its release notes). */
const oldestPostgres = 13;

/**
 * Databases that say something of themselves which rules out a failover to them. Pure. A copy of
 * another cluster has positions too, and they are no measure of what it has. `system` is the
 * cluster of the active region, whose database may be silent by now; undefined if never seen.
 */
export function unfitDatabases(
  seen: readonly DatabaseSighting[],
  active: string,
  system: string | undefined,
): readonly Unfit[] {
  return seen.flatMap((each) => {
    const why = flawOf(each, active, system);
    return why === undefined ? [] : [{ of: 'postgres', region: each.region, why }];
  });
}

function flawOf(
  { region, role, version, system: own }: DatabaseSighting,
  active: string,
  system: string | undefined,
): string | undefined {
  const major = Math.floor(version / 10_000);
  if (major < oldestPostgres) {
    const oldest = `${oldestPostgres} is the oldest that can be moved`;
    return `is Postgres ${major}, and ${oldest}: upgrade it`;
  }
  if (region === active || active === 'none') return undefined;
  if (role === 'primary') return `is a primary beside that of ${active}: POST /rejoin`;
  if (system !== undefined && own !== system) {
    return `is a copy of another cluster than that of ${active}: copy it anew`;
  }
  return undefined;
}
