import { join } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { type Parts, stage } from '../../parts/index.ts';
import type { Processes } from '../../processes/processes.ts';
import type { Addresses } from '../simulated/addresses.ts';
import { makeSite, nobody } from '../simulated/make-site.ts';
import type { SimulatedRegions } from '../simulated/simulated-regions.ts';
import type { Site } from '../simulated/site.ts';
import { claimSlot } from '../simulated/slot.ts';
import { type SimulationOptions, startSimulated } from '../simulated/start.ts';
import type { Topology } from '../topology.ts';
import { refuseBusy } from './busy-address.ts';
import { childLauncher } from './child-launcher.ts';
import { addressesOf } from './loopback.ts';

export interface EmbeddedOptions extends SimulationOptions {
  readonly topology: Topology;
  readonly parts: Parts;
  readonly processes: Processes;
  readonly clock: Clock;
  /** Others must be able to pass through what is above it: some servers refuse to run as root. */
  readonly privateDir: string;
  readonly logsDir: string;
}

/** As `startSimulated`, on this machine's loopback; throws NoFreeSlot too. */
export async function startEmbedded(options: EmbeddedOptions): Promise<SimulatedRegions> {
  const { topology, processes } = options;
  const claim = await claimSlot({
    obstacle: (number) => busyAddress(addressesOf(topology, number)),
  });
  const slot = { number: claim.number, release: async () => claim[Symbol.dispose]() };
  try {
    const site = await siteOf(options, addressesOf(topology, slot.number));
    const launcher = childLauncher(processes);
    return await startSimulated({ site, slot, launcher, processes }, options);
  } catch (error) {
    await slot.release();
    throw error;
  }
}

async function busyAddress(addresses: Addresses): Promise<Error | undefined> {
  const all = addresses.regions.flatMap((region) =>
    addresses
      .servicesOf(region)
      .filter((service) => service !== 'control')
      .map((service) => addresses.local(region, service)),
  );
  try {
    await refuseBusy('a server', [addresses.toxiproxy, ...all]);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

async function siteOf(options: EmbeddedOptions, addresses: Addresses): Promise<Site> {
  const { topology, parts, clock, privateDir, logsDir } = options;
  const asRoot = process.getuid?.() === 0;
  const site = await makeSite({
    ...{ topology, addresses, clock, privateDir, logsDir, parts },
    unprivileged: asRoot ? nobody : undefined,
  });
  if (!asRoot) return site;
  const postgres = await stage(parts.postgres, join(privateDir, 'parts'));
  return { ...site, parts: { ...parts, postgres } };
}
