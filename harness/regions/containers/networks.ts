import type Dockerode from 'dockerode';
import type { ContainerAddresses } from './addresses.ts';
import { labelsOf } from './labels.ts';

/**
 * Makes a network for each place, which no packet leaves: containers of two places meet in one that
 * is in both networks, as links are, or not at all. Gives their names by place. Throws what the
 * engine answers; what was made by then is swept with the run.
 */
export async function makeNetworks(
  docker: Dockerode,
  addresses: ContainerAddresses,
  { runId, prefix }: { readonly runId: string; readonly prefix: string },
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const place of addresses.places) {
    const name = `${prefix}-${place}`;
    await docker.createNetwork({
      Name: name,
      Internal: true,
      CheckDuplicate: true,
      IPAM: {
        Config: [{ Subnet: addresses.subnet(place), Gateway: addresses.rig(place) }],
      },
      Labels: labelsOf({ run: runId, name: 'network', region: place }),
    });
    names.set(place, name);
  }
  return names;
}
