import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { type Parts, stage } from '../../parts/index.ts';
import type { Processes } from '../../processes/processes.ts';
import type { ServerName } from '../runtime.ts';
import type { Topology } from '../topology.ts';
import { newAccounts } from './accounts.ts';
import { type Addresses, addressesOf } from './addresses.ts';
import { refuseBusy } from './busy-address.ts';
import { controlKey } from './control-keys.ts';
import { embeddedRegions } from './create-regions.ts';
import type { EmbeddedRegions } from './embedded-regions.ts';
import { createFleet, type ProvisionNames } from './fleet.ts';
import { serviceMachines } from './machine/service-machines.ts';
import { serveAgents } from './serve-agents.ts';
import type { CloudSettings } from './servers/cloud.ts';
import type { Site } from './site.ts';
import { claimSlot, type Slot } from './slot.ts';
import { startServers } from './start-servers.ts';

export interface StartProgress {
  readonly region: string;
  readonly server: ServerName;
  readonly message: string;
  /** Since the start of everything, milliseconds. */
  readonly elapsedMs: number;
}

export interface EmbeddedOptions {
  readonly topology: Topology;
  readonly parts: Parts;
  readonly processes: Processes;
  readonly clock: Clock;
  /** Others must be able to pass through what is above it: some servers refuse to run as root. */
  readonly privateDir: string;
  readonly logsDir: string;
  /** Names the keys in etcd: `blackstart/<planName>/writer`. */
  readonly planName: string;
  readonly leaseTtlMs: number;
  /** The app's limit on one call to a store, milliseconds. */
  readonly dependencyTimeoutMs: number;
  /** Path of the service's program, if it is not the usual one. */
  readonly service?: string | undefined;
  readonly cloud: CloudSettings;
  readonly provisionNames?: ProvisionNames;
  readonly onProgress?: (progress: StartProgress) => void;
  readonly signal?: AbortSignal;
}

/** Nobody but the owner of this id may be on the machine; it is `nobody` by custom. */
const nobody = 65_534;

/**
 * Starts all servers of all regions and waits until they serve. Throws ServerFailed, AddressBusy,
 * NoFreeSlot, or the signal's reason; then all that was started has been ended.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedRegions> {
  const { topology } = options;
  const slot = await claimSlot({
    obstacle: (number) => busyAddress(addressesOf(topology, number)),
  });
  try {
    return await startIn(slot, options);
  } catch (error) {
    slot[Symbol.dispose]();
    throw error;
  }
}

async function startIn(slot: Slot, options: EmbeddedOptions): Promise<EmbeddedRegions> {
  const { topology, planName, clock, provisionNames } = options;
  const { leaseTtlMs, dependencyTimeoutMs } = options;
  const beganMs = clock.monotonicMs();
  const site = await siteOf(options, addressesOf(topology, slot.number));
  const writerKey = controlKey(planName, 'writer');
  const fleet = createFleet(site, {
    processes: options.processes,
    app: { writerKey, leaseTtlMs, dependencyTimeoutMs },
    service: options.service,
    cloud: options.cloud,
    provisionNames,
  });
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const [links, ...others] = startServers({
    site,
    fleet,
    planName,
    topics: [...new Set(topology.mirrors.flatMap(({ topics }) => topics))],
    report: (region, server, message) =>
      options.onProgress?.({ region, server, message, elapsedMs: clock.monotonicMs() - beganMs }),
    signal,
  });
  try {
    const [wan] = await Promise.all([links, ...others]);
    const serviceMachine = serviceMachines(site, fleet, options.processes);
    const agents = await serveAgents(site, fleet, serviceMachine);
    return embeddedRegions({ site, fleet, wan, slot, planName, serviceMachine, agents });
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled([links, ...others]);
    await links.then((wan) => wan[Symbol.asyncDispose]()).catch(() => undefined);
    await fleet.end();
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
  await mkdir(logsDir, { recursive: true });
  const asRoot = process.getuid?.() === 0;
  const passages = [privateDir, ...addresses.regions.map((region) => join(privateDir, region))];
  for (const passage of passages) {
    await mkdir(passage, { recursive: true });
    await chmod(passage, 0o711);
  }
  return {
    topology,
    addresses,
    clock,
    privateDir,
    logsDir,
    accounts: newAccounts(),
    unprivileged: asRoot ? nobody : undefined,
    parts: asRoot
      ? { ...parts, postgres: await stage(parts.postgres, join(privateDir, 'parts')) }
      : parts,
  };
}
