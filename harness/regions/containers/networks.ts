import { getContainerRuntimeClient } from 'testcontainers';
import type { ContainerAddresses } from './addresses.ts';
import { labelsOf } from './labels.ts';

/** The networks of a run, one for each place, by the place's name. */
export interface Networks extends AsyncDisposable {
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Makes a network for each place, which no packet leaves: containers of two places meet in one that
 * is in both networks, as links are, or not at all. Throws what the engine answers, and then
 * none is left.
 */
export async function makeNetworks(
  addresses: ContainerAddresses,
  runId: string,
  prefix: string,
): Promise<Networks> {
  const { container } = await getContainerRuntimeClient();
  const { dockerode } = container;
  await using made = new AsyncDisposableStack();
  const names = new Map<string, string>();
  for (const place of addresses.places) {
    const name = `${prefix}-${place}`;
    const network = await dockerode.createNetwork({
      Name: name,
      Internal: true,
      CheckDuplicate: true,
      IPAM: {
        Config: [
          {
            Subnet: addresses.subnet(place),
            Gateway: addresses.rig(place),
            IPRange: addresses.freeRange(place),
          },
        ],
      },
      Labels: labelsOf({ run: runId, name: 'network', region: place }),
    });
    made.defer(() => network.remove());
    names.set(place, name);
  }
  const all = made.move();
  return { names, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
