/** What one database said of itself when it was last asked. */
export interface DatabaseSighting {
  readonly region: string;
  readonly role: 'primary' | 'standby';
  /** As in `server_version_num`: 150020 is 15.20. */
  readonly version: number;
  /** Identifier that a cluster gets when it is made, and every copy of it keeps. */
  readonly system: string;
}

/** A database that nothing can be moved to, and what to do about it. */
export interface Unfit {
  readonly region: string;
  readonly why: string;
}

/** Since 13 a standby follows another leader after a reload alone (its release notes). */
export const oldestPostgres = 13;

/**
 * Databases that say something of themselves which rules out a failover to them. Pure. A copy of
 * another cluster has positions too, and they are no measure of what it has.
 */
export function unfitDatabases(
  seen: readonly DatabaseSighting[],
  active: string,
): readonly Unfit[] {
  const primary = seen.find(({ region }) => region === active);
  return seen.flatMap((each) => {
    const why = flawOf(each, active, primary);
    return why === undefined ? [] : [{ region: each.region, why }];
  });
}

function flawOf(
  { region, role, version, system }: DatabaseSighting,
  active: string,
  primary: DatabaseSighting | undefined,
): string | undefined {
  const major = Math.floor(version / 10_000);
  if (major < oldestPostgres) {
    const oldest = `${oldestPostgres} is the oldest that can be moved`;
    return `is Postgres ${major}, and ${oldest}: upgrade it`;
  }
  if (region === active || active === 'none') return undefined;
  if (role === 'primary') return `is a primary beside that of ${active}: POST /rejoin`;
  if (primary && primary.system !== system) {
    return `is a copy of another cluster than that of ${active}: copy it anew`;
  }
  return undefined;
}
