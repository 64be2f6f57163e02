/** How far the primary's history had come at a moment; both are of the same observer. */
export interface PrimarySighting {
  readonly atMs: number;
  readonly lsn: bigint;
}

/** The least position with which no more than this is lost; undefined as of `lossMs`. */
export function leastLsn(
  sightings: readonly PrimarySighting[],
  maxLossMs: number,
): bigint | undefined {
  const lastMs = sightings.at(-1)?.atMs ?? 0;
  return sightings.find(({ atMs }) => lastMs - atMs <= maxLossMs)?.lsn;
}

/**
 * What a failover to a standby with this position would lose, in milliseconds of writes: from the
 * last sighting of the primary that the standby has all of, to the last sighting of all. An upper
 * bound but for what was written after the last sighting. Undefined if the primary was never seen.
 */
export function lossMs(
  sightings: readonly PrimarySighting[],
  receivedLsn: bigint,
): number | undefined {
  const last = sightings.at(-1);
  if (!last) return undefined;
  if (receivedLsn >= last.lsn) return 0;
  const covered = sightings.findLast(({ lsn }) => lsn <= receivedLsn);
  return last.atMs - (covered ?? sightings[0] ?? last).atMs;
}
