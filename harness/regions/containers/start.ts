import { dirname, join } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import type { Processes } from '../../processes/processes.ts';
import type { Networked } from '../runtime.ts';
import { makeSite, nobody } from '../simulated/make-site.ts';
import type { SimulatedRegions } from '../simulated/simulated-regions.ts';
import { type SimulationOptions, startSimulated } from '../simulated/start.ts';
import type { Topology } from '../topology.ts';
import { type ContainerAddresses, containerAddresses } from './addresses.ts';
import { claimSubnets } from './claim-subnets.ts';
import { type ContainerGround, containerLauncher } from './container-launcher.ts';
import { containerParts } from './container-parts.ts';
import { type ContainerEngine, dockerodeAt } from './engine/find-engine.ts';
import { followEngine } from './engine/follow-engine.ts';
import { findQueues } from './find-queues.ts';
import type { Images } from './images/images.ts';
import { startMachines } from './machines.ts';
import { makeNetworks } from './networks.ts';
import { machineName } from './placement.ts';
import { sweepRun } from './sweep.ts';

export interface ContainerOptions extends SimulationOptions {
  readonly topology: Topology;
  readonly engine: ContainerEngine;
  readonly images: Images;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly runId: string;
  readonly privateDir: string;
  readonly logsDir: string;
}

const repository = join(import.meta.dirname, '../../..');

/** As `startSimulated`, each server in a container and each place in a network of its own. */
export async function startContainers(
  options: ContainerOptions,
): Promise<SimulatedRegions & Networked> {
  const { topology, clock, processes, runId, engine, images, privateDir, logsDir } = options;
  await followEngine(engine);
  const docker = dockerodeAt(engine);
  await using starting = new AsyncDisposableStack();
  const slot = starting.use(await claimSubnets(docker));
  // All of it carries the run's label, whether it was made whole or not.
  starting.defer(async () => void (await sweepRun(engine.url, runId)));
  const addresses = containerAddresses(topology, slot.number);
  const prefix = `blackstart-${slot.number}`;
  const subnets = await makeNetworks(docker, addresses, { runId, prefix });
  const site = await makeSite({
    ...{ topology, addresses, clock, privateDir, logsDir },
    parts: containerParts(images.digests),
    unprivileged: nobody,
  });
  const release = new AbortController();
  const ground = {
    ...{ clock, runId, addresses, networks: subnets, released: release.signal },
    images: images.references,
    shared: sharedWith(privateDir),
  };
  const machines = await startMachines(ground, logsDir);
  const launcher = containerLauncher({ ...ground, machines }, () => release.abort());
  const whereabouts = {
    ...{ site, launcher, processes },
    slot: { number: slot.number, release: () => held.disposeAsync() },
  };
  const networks = await networksOf(engine, runId, addresses);
  const regions = await startSimulated(whereabouts, options);
  const held = starting.move();
  return { ...regions, networks };
}

/** Where faults are made. All machines are on one kernel. */
export async function networksOf(
  { url: engineUrl }: ContainerEngine,
  run: string,
  { regions }: ContainerAddresses,
): Promise<Networked['networks']> {
  const machine = (region: string) => ({ engineUrl, run, name: machineName, region });
  const [first = ''] = regions;
  return {
    links: { engineUrl, run, name: 'toxiproxy', region: 'wan' },
    machine,
    queues: await findQueues(machine(first)),
  };
}

/** Also the private directories of later runs, where the same regions serve several. */
export function sharedWith(privateDir: string): ContainerGround['shared'] {
  // The engine under test, its plan, and whatever command somebody names for another.
  const read = [...new Set([repository, process.cwd()])];
  return [
    { path: dirname(privateDir), mode: 'rw' },
    ...read.map((path) => ({ path, mode: 'ro' as const })),
  ];
}
