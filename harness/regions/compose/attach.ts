import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../processes/process-table.ts';
import { createWan } from '../../wan/create-wan.ts';
import { containerAddresses } from '../containers/addresses.ts';
import { type ContainerGround, launch } from '../containers/container-launcher.ts';
import { containerParts } from '../containers/container-parts.ts';
import type { ContainerEngine } from '../containers/engine/find-engine.ts';
import { followEngine } from '../containers/engine/follow-engine.ts';
import type { Images } from '../containers/images/images.ts';
import { networksOf, sharedWith } from '../containers/start.ts';
import { sweepRun } from '../containers/sweep.ts';
import type { RegionsRequest } from '../prepared-runtime.ts';
import type { Networked } from '../runtime.ts';
import type { Fleet } from '../simulated/fleet.ts';
import { nobody } from '../simulated/make-site.ts';
import type { SimulatedRegions } from '../simulated/simulated-regions.ts';
import type { Site } from '../simulated/site.ts';
import { fleetOf, manage } from '../simulated/start.ts';
import { wanOptions } from '../simulated/wan-options.ts';
import { composeLauncher } from './compose-launcher.ts';
import { placesIn } from './compose-places.ts';
import { RegionsUnfit } from './errors.ts';
import { findMachines } from './find-machines.ts';
import { composeRun, repository, serviceNameOf } from './names.ts';
import { type OrderTools, takeCharge } from './order-launcher.ts';
import {
  claimRegions,
  noting,
  type RegionsFile,
  readRegions,
  refuseOthers,
  refuseUnhealed,
} from './regions-file.ts';

export interface AttachOptions extends RegionsRequest {
  readonly engine: ContainerEngine;
  readonly images: Images;
  /** Where the regions keep their things. */
  readonly directory: string;
}

/**
 * Takes charge of the regions that the Compose file keeps up, in their first topology, and with the
 * settings of this run; disposed, they are left as they are. Throws RegionsNotUp, RegionsUnfit,
 * RegionsNotHealed if the last run was cut short, NoFreeSlot while another has them, and as
 * `startSimulated`.
 */
export async function attachCompose(options: AttachOptions): Promise<SimulatedRegions & Networked> {
  const { topology, clock, signal, processes, place, engine, images, directory } = options;
  const { planName, namesFrom } = options;
  await using starting = new AsyncDisposableStack();
  const claim = await claimRegions(directory);
  starting.defer(async () => claim[Symbol.dispose]());
  const file = await readRegions(directory);
  refuseOthers(file, { repository, topology: topology.name, planName, namesFrom });
  refuseUnhealed(file);
  await followEngine(engine);
  starting.defer(async () => void (await sweepRun(engine.url, place.runId)));
  const addresses = containerAddresses(topology, 0);
  const site: Site = {
    ...{ topology, addresses, clock, accounts: file.accounts, unprivileged: nobody },
    parts: containerParts(images.digests),
    privateDir: join(directory, 'private'),
    logsDir: join(directory, 'logs'),
  };
  const note = noting(directory, file);
  const release = new AbortController();
  const tools = { clock, released: release.signal };
  const ground: ContainerGround = {
    ...{ ...tools, runId: place.runId, addresses, networks: new Map() },
    machines: await findMachines(engine, images, addresses.regions),
    images: images.references,
    shared: [...sharedWith(place.privateDir), { path: directory, mode: 'rw' }],
  };
  const launcher = composeLauncher({
    ...{ ...tools, ordersDir: join(directory, 'orders'), places: placesIn(topology) },
    onServer: (name, order) => note(({ orders }) => ({ orders: { ...orders, [name]: order } })),
    elsewhere: (request) => launch(ground, request),
    release: () => release.abort(),
  });
  starting.defer(async () => launcher.release());
  const fleet = fleetOf(site, launcher, options);
  takeOver(fleet, file, tools);
  const { runId, privateDir } = place;
  await note(({ runs }) => ({ runs: runs + 1, lastRun: { runId, privateDir } }));
  await fleet.server('wan', 'toxiproxy').start(signal);
  const wan = await createWan(wanOptions(site));
  const slot = { number: 0, release: () => held.disposeAsync() };
  const regions = await manage(
    { site, launcher, processes, slot },
    // They are not this run's to end.
    { fleet: { ...fleet, end: async () => undefined }, wan },
    planName,
  );
  const held = starting.move();
  try {
    await undoFaults(regions);
    await startAnew(fleet, signal);
    await regions.restore(clock);
    signal?.throwIfAborted();
    const [difference] = await regions.differences();
    if (difference) throw new RegionsUnfit(`cannot be brought back: ${difference}`);
    return { ...regions, networks: await networksOf(engine, composeRun, addresses) };
  } catch (error) {
    await regions[Symbol.asyncDispose]();
    throw error;
  }
}

/** What a run may have left that is not undone with its processes. */
async function undoFaults({ wan, addresses, serviceMachine }: SimulatedRegions): Promise<void> {
  await Promise.all([
    ...wan.links.map(({ from, to }) => wan.restore(from, to)),
    ...addresses.regions.map((region) =>
      rm(serviceMachine(region).neighboursFile, { force: true }),
    ),
  ]);
}

/** Of servers that run, those that a fault had stopped go on. */
function takeOver(fleet: Fleet, { orders }: RegionsFile, tools: OrderTools): void {
  for (const server of fleet.servers) {
    const order = orders[serviceNameOf(server.region, server.name)];
    if (order && isAlive(order)) server.adopt(takeCharge(tools, order, server));
    server.thaw();
  }
}

/** Starts those anew that are told by a run what it wants of them. */
async function startAnew(fleet: Fleet, signal?: AbortSignal): Promise<void> {
  const told = fleet.servers.filter(({ name }) => name === 'app' || name === 'cloud');
  await Promise.all(
    told.map(async (server) => {
      await server.stop();
      await server.start(signal);
    }),
  );
}
