import { type Clock, until } from '../../../../engine/index.ts';
import {
  type ControlKey,
  controlKey,
  deleteControlKeys,
  putControlKey,
  readControlKey,
} from '../control-keys.ts';
import type { DatabaseMachine } from '../database-machine.ts';
import { deadlines } from '../deadlines.ts';
import { get } from '../servers/probes.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';
import { activeRegion } from '../site.ts';

/** Takes the right to write from everyone, so that nothing is written while data moves. */
export async function fenceAll(regions: SimulatedRegions): Promise<void> {
  const epoch = (await highestEpoch(regions)) + 1;
  await put(regions, 'writer', { region: 'none', epoch });
}

/** Gives the active region the right to write and the traffic, in an epoch above all before. */
export async function openActive(regions: SimulatedRegions, clock: Clock): Promise<void> {
  const { site, fleet, addresses } = regions;
  const active = activeRegion(site.topology);
  const epoch = (await highestEpoch(regions)) + 1;
  const { database } = site.accounts;
  const raise = 'update blackstart.fence set epoch = $1';
  await fleet.machine(active).query(raise, [epoch], database);
  await put(regions, 'writer', { region: active, epoch });
  const gateway = addresses.local(active, 'gateway');
  const deadline = { what: `the service in ${active} to accept writes`, ms: deadlines.appMs };
  await until(clock, deadline, async () => (await get(gateway, '/ready')).status === 200);
  await put(regions, 'routing', { region: active, epoch });
}

/** The next engine takes up nothing that another was asked, or had begun. */
export async function forgetRunbooks({ addresses, topology, planName }: SimulatedRegions) {
  const member = addresses.local(activeRegion(topology), 'etcd');
  for (const prefix of ['runbook/', 'operator/', 'told/'] as const)
    await deleteControlKeys(member, controlKey(planName, prefix));
}

/** True if writer and routing name the active region, in the epoch of its database. */
export async function isOpen(regions: SimulatedRegions): Promise<boolean> {
  const { site, fleet } = regions;
  const active = activeRegion(site.topology);
  const [writer, routing] = await readKeys(regions);
  if (writer?.region !== active || routing?.region !== active) return false;
  const epoch = await fenceEpoch(fleet.machine(active), site.accounts.database);
  return writer.epoch === routing.epoch && writer.epoch === epoch;
}

export async function readKeys(regions: SimulatedRegions) {
  const member = regions.addresses.local(activeRegion(regions.topology), 'etcd');
  const read = (key: ControlKey) => readControlKey(member, controlKey(regions.planName, key));
  return Promise.all([read('writer'), read('routing')]);
}

/** Epoch of the fence row that a region's database holds. */
export async function fenceEpoch(machine: DatabaseMachine, database: string): Promise<number> {
  const [row] = await machine.query('select epoch from blackstart.fence', [], database);
  return Number(row?.epoch);
}

async function highestEpoch(regions: SimulatedRegions): Promise<number> {
  const keys = await readKeys(regions);
  const { fleet, addresses, site } = regions;
  const rows = await Promise.all(
    addresses.regions
      .filter((region) => regions.server(region, 'postgres').pid() !== undefined)
      .map((region) => fenceEpoch(fleet.machine(region), site.accounts.database)),
  );
  return Math.max(...keys.map((key) => key?.epoch ?? 0), ...rows);
}

function put(
  { addresses, topology, planName }: SimulatedRegions,
  key: ControlKey,
  value: { readonly region: string; readonly epoch: number },
): Promise<void> {
  const member = addresses.local(activeRegion(topology), 'etcd');
  return putControlKey(member, controlKey(planName, key), value);
}
