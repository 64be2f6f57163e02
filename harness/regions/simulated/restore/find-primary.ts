import type { SimulatedRegions } from '../simulated-regions.ts';

/**
 * The region whose Postgres takes writes now, found by asking each. Of several, as after a return
 * of the old primary, the one whose history is the latest. Undefined if there is none.
 */
export async function findPrimary(regions: SimulatedRegions): Promise<string | undefined> {
  const found = await Promise.all(
    regions.addresses.regions.map(async (region) => ({
      region,
      timeline: await timelineOf(regions, region),
    })),
  );
  const [latest] = found
    .flatMap(({ region, timeline }) => (timeline === undefined ? [] : [{ region, timeline }]))
    .sort((a, b) => b.timeline - a.timeline);
  return latest?.region;
}

async function timelineOf(regions: SimulatedRegions, region: string): Promise<number | undefined> {
  if (regions.server(region, 'postgres').pid() === undefined) return undefined;
  const machine = regions.fleet.machine(region);
  const [role] = await machine.query('select pg_is_in_recovery() as standby');
  if (role?.standby !== false) return undefined;
  // The first eight digits of a segment's name; the control file may still hold the one before.
  const [row] = await machine.query('select pg_walfile_name(pg_current_wal_lsn()) as segment');
  return Number.parseInt(String(row?.segment).slice(0, 8), 16);
}
