import { membersAt } from '../control-members.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';

/** Makes the control store one of all regions again, where one member went on alone. */
export async function restoreMembers({ fleet }: SimulatedRegions): Promise<void> {
  for (const region of fleet.controlMembers.givenUp()) {
    const member = fleet.server(region, 'etcd');
    await member.stop();
    await member.start();
  }
}

/** How the members of the control store, as one of them has it, are not those of the topology. */
export async function memberDifferences(
  { addresses }: SimulatedRegions,
  region: string,
): Promise<readonly string[]> {
  const members = await membersAt(addresses.local(region, 'etcd'));
  const names = members.map(({ name, peerURLs }) => name ?? `${peerURLs} (not started)`);
  if (names.toSorted().join() === addresses.regions.toSorted().join()) return [];
  return [`etcd in ${region} has the members [${names}], not [${addresses.regions}]`];
}
