import type { Clock } from '../../../../engine/index.ts';
import type { DatabaseMachine } from '../database-machine.ts';
import { deadlines } from '../deadlines.ts';
import { createSlot } from '../provision-database.ts';
import { awaitReplayBeyond, awaitStream, isStreaming } from '../replication.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';
import { activeRegion, slotFor } from '../site.ts';
import { rejoin } from './rejoin.ts';

/**
 * Brings the primary back to the active region, with everything the present primary has, and makes
 * all others follow it. `present` is undefined if no server takes writes. Throws ServerFailed or
 * DeadlineExceeded.
 */
export async function restoreDatabase(
  regions: SimulatedRegions,
  clock: Clock,
  present: string | undefined,
): Promise<void> {
  const active = activeRegion(regions.topology);
  if (present === undefined) await regions.server(active, 'postgres').start();
  else if (present !== active) await returnPrimary(regions, clock, present, active);
  const primary = regions.fleet.machine(active);
  await primary.query('alter system reset default_transaction_read_only');
  await primary.query('alter system reset synchronous_standby_names');
  await primary.query('select pg_reload_conf()');
  const others = regions.addresses.regions.filter((region) => region !== active);
  await keepSlotsOnly(primary, others.map(slotFor));
  for (const region of others) await createSlot(primary, region);
  await Promise.all(others.map((region) => attach(regions, clock, region, active)));
}

/** Nothing is lost: the old primary takes over only when it has all that the present one wrote. */
async function returnPrimary(
  regions: SimulatedRegions,
  clock: Clock,
  present: string,
  active: string,
): Promise<void> {
  const { fleet } = regions;
  await createSlot(fleet.machine(present), active);
  // A rewind reads from the control file which timeline its source is on.
  await fleet.machine(present).query('checkpoint');
  await rejoin(fleet, clock, active, present);
  await regions.server(present, 'postgres').stop();
  await awaitReplayBeyond(clock, fleet, active, await fleet.machine(present).lastCheckpoint());
  const seconds = deadlines.statementMs / 1000 - 1;
  await fleet.machine(active).query(`select pg_promote(true, ${seconds})`);
  const [row] = await fleet.machine(active).query('select pg_is_in_recovery() as standby');
  if (row?.standby !== false) throw new Error(`Postgres in ${active} could not be promoted`);
  await fleet.machine(active).query('checkpoint');
}

/** Makes a region's server follow the active region, with as little copying as it takes. */
async function attach(
  regions: SimulatedRegions,
  clock: Clock,
  region: string,
  active: string,
): Promise<void> {
  const { fleet } = regions;
  const server = regions.server(region, 'postgres');
  const streams = () => isStreaming(fleet, active, region);
  if (!(server.pid() !== undefined && (await streams()))) {
    await server.stop();
    fleet.machine(region).follow(active);
    try {
      await server.start();
      await awaitStream(clock, fleet, region, active);
    } catch {
      // It had received what the present history does not hold; its log says where they part.
      await rejoin(fleet, clock, region, active);
    }
  }
  await keepSlotsOnly(fleet.machine(region), []);
}

/** A forgotten slot keeps WAL until the disk is full. */
async function keepSlotsOnly(machine: DatabaseMachine, names: readonly string[]): Promise<void> {
  await machine.query(
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots
      where not active and slot_name <> all ($1::text[])`,
    [names],
  );
}
