import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { claimSlot, type SlotClaim } from '../simulated/slot.ts';
import { networkOf, networksOfSlot } from './addresses.ts';

/** As many runs as 198.18.0.0/15 has room for, less the first eight networks. */
const runs = 60;

/** Another network of this machine, or of its engine, has the addresses of a run. */
export class SubnetTaken extends Error {
  override readonly name = 'SubnetTaken';
  readonly code = 'SUBNET_TAKEN';
  readonly exitCode = 4;

  constructor(subnet: string, owner: string) {
    super(
      `${subnet} is taken by ${owner}, and so are all others; ` +
        'try: `npm run blackstart -- heal` ends what a run left',
    );
  }
}

/**
 * A number from 1 to 60 that no other run of this machine has, and with it eight networks that
 * nobody else has either. Throws SubnetTaken or NoFreeSlot.
 */
export async function claimSubnets(docker: Dockerode): Promise<SlotClaim> {
  const owners = [...(await ownersInEngine(docker)), ...ownersHere()];
  return claimSlot({
    directory: join(tmpdir(), 'blackstart-subnets'),
    count: runs,
    obstacle: async (slot) => {
      for (let index = 0; index < networksOfSlot; index += 1) {
        const network = networkOf(slot, index);
        const owner = owners.find(({ address }) => address.startsWith(`${network}.`));
        if (owner) return new SubnetTaken(`${network}.0/24`, owner.name);
      }
      return undefined;
    },
  });
}

async function ownersInEngine(docker: Dockerode) {
  const networks = await docker.listNetworks();
  return networks.flatMap(({ Name, IPAM }) =>
    (IPAM?.Config ?? []).map(({ Subnet = '' }) => ({ address: Subnet, name: `network ${Name}` })),
  );
}

function ownersHere() {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address }) => ({ address, name: `interface ${name}` })),
  );
}
