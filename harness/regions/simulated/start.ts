import type { Processes } from '../../processes/processes.ts';
import type { ServerName } from '../runtime.ts';
import { controlKey } from './control-keys.ts';
import { createFleet, type Fleet, type ProvisionNames } from './fleet.ts';
import type { Launcher } from './launcher.ts';
import { serviceMachines } from './machine/service-machines.ts';
import { type Slot, simulatedRegions } from './running-regions.ts';
import { serveAgents } from './serve-agents.ts';
import type { CloudSettings } from './servers/cloud.ts';
import type { SimulatedRegions } from './simulated-regions.ts';
import type { Site } from './site.ts';
import { type OpenWan, startServers } from './start-servers.ts';

export interface StartProgress {
  readonly region: string;
  readonly server: ServerName;
  readonly message: string;
  /** Since the start of everything, milliseconds. */
  readonly elapsedMs: number;
}

/** What the regions of every runtime are told that are simulated. */
export interface SimulationOptions {
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

/** Where it all is to run. */
export interface Ground {
  readonly site: Site;
  readonly slot: Slot;
  readonly launcher: Launcher;
  readonly processes: Processes;
}

/** Servers that serve, and nobody yet who is in charge of them. */
export interface Raised {
  readonly fleet: Fleet;
  readonly wan: OpenWan;
}

/**
 * Starts all servers of all regions and waits until they serve. Throws ServerFailed, AddressBusy,
 * or the signal's reason; then all that was started has been ended.
 */
export async function startSimulated(
  ground: Ground,
  options: SimulationOptions,
): Promise<SimulatedRegions> {
  return manage(ground, await raise(ground, options), options.planName);
}

/** Starts all servers, and waits until they serve. Throws as `startSimulated`. */
export async function raise(
  { site, launcher }: Pick<Ground, 'site' | 'launcher'>,
  options: SimulationOptions,
): Promise<Raised> {
  const { topology, clock } = site;
  const beganMs = clock.monotonicMs();
  const fleet = fleetOf(site, launcher, options);
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const [links, ...others] = startServers({
    site,
    fleet,
    planName: options.planName,
    topics: [...new Set(topology.mirrors.flatMap(({ topics }) => topics))],
    report: (region, server, message) =>
      options.onProgress?.({ region, server, message, elapsedMs: clock.monotonicMs() - beganMs }),
    signal,
  });
  try {
    const [wan] = await Promise.all([links, ...others]);
    return { fleet, wan };
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled([links, ...others]);
    await links.then((wan) => wan[Symbol.asyncDispose]()).catch(() => undefined);
    await fleet.end();
    throw error;
  }
}

/** The servers of a site, none of which was started here. */
export function fleetOf(site: Site, launcher: Launcher, options: SimulationOptions): Fleet {
  const { planName, leaseTtlMs, dependencyTimeoutMs, service, cloud, provisionNames } = options;
  return createFleet(site, {
    launcher,
    app: { writerKey: controlKey(planName, 'writer'), leaseTtlMs, dependencyTimeoutMs },
    service,
    cloud,
    provisionNames,
  });
}

/** Takes charge of servers that serve, with an agent in each region. Ends them if it cannot. */
export async function manage(
  { site, slot, launcher, processes }: Ground,
  { fleet, wan }: Raised,
  planName: string,
): Promise<SimulatedRegions> {
  const serviceMachine = serviceMachines(site, fleet, processes);
  try {
    const agents = await serveAgents(site, fleet, serviceMachine);
    return simulatedRegions({
      ...{ site, fleet, wan, slot, planName, serviceMachine, agents, launcher },
    });
  } catch (error) {
    await wan[Symbol.asyncDispose]();
    await fleet.end();
    throw error;
  }
}
