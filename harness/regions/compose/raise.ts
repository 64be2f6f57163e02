import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, until } from '../../../engine/index.ts';
import { bootId } from '../../processes/process-record.ts';
import { isAlive, killTree } from '../../processes/process-table.ts';
import { containerAddresses } from '../containers/addresses.ts';
import { containerParts } from '../containers/container-parts.ts';
import { makeSite, nobody } from '../simulated/make-site.ts';
import { raise, type SimulationOptions } from '../simulated/start.ts';
import type { Topology } from '../topology.ts';
import { composeLauncher } from './compose-launcher.ts';
import { placesIn } from './compose-places.ts';
import { deadlines } from './deadlines.ts';
import { repository } from './names.ts';
import { openInbox } from './order-launcher.ts';
import {
  claimRegions,
  findRegions,
  noting,
  type RegionsFile,
  refuseOthers,
  writeRegions,
} from './regions-file.ts';

export interface RaiseOptions extends SimulationOptions {
  readonly topology: Topology;
  readonly clock: Clock;
  /** As of RegionsRequest. */
  readonly namesFrom: string;
  /** Where the regions keep their things. */
  readonly directory: string;
}

/**
 * Brings the regions of the Compose file up, with nothing in them, as its operator; nothing if all
 * of them are up. Throws NoFreeSlot while a drill has them, RegionsUnfit if others are up,
 * DeadlineExceeded if a place is not there, and as `startSimulated`.
 */
export async function raiseCompose(options: RaiseOptions): Promise<'raised' | 'were up'> {
  const { topology, clock, signal, directory, namesFrom, planName } = options;
  using _claim = await claimRegions(directory);
  const terms = { repository, topology: topology.name, planName, namesFrom };
  const before = await findRegions(directory);
  if (before && serves(before)) {
    refuseOthers(before, terms);
    return 'were up';
  }
  await endServers(options, before);
  const ordersDir = join(directory, 'orders');
  const places = placesIn(topology);
  await Promise.all([...places].map((place) => isThere(options, join(ordersDir, place))));
  for (const old of ['private', 'logs']) {
    await rm(join(directory, old), { recursive: true, force: true });
  }
  const site = await makeSite({
    ...{ topology, clock, addresses: containerAddresses(topology, 0), parts: containerParts({}) },
    privateDir: join(directory, 'private'),
    logsDir: join(directory, 'logs'),
    unprivileged: nobody,
  });
  const file = { ...terms, accounts: site.accounts, lastRun: before?.lastRun };
  const none: RegionsFile = { ...file, bootId: bootId(), up: false, orders: {}, runs: 0 };
  await writeRegions(directory, none);
  const note = noting(directory, none);
  const release = new AbortController();
  const launcher = composeLauncher({
    ...{ clock, ordersDir, places, released: release.signal },
    onServer: (place, order) => note(({ orders }) => ({ orders: { ...orders, [place]: order } })),
    elsewhere: async ({ name }) => {
      throw new RangeError(`${name} has no place in the Compose file`);
    },
    release: () => release.abort(),
  });
  try {
    const { wan } = await raise({ site, launcher }, options);
    await wan[Symbol.asyncDispose]();
    signal?.throwIfAborted();
    await note(() => ({ up: true }));
  } finally {
    launcher.release();
  }
  return 'raised';
}

function serves({ up, orders, bootId: boot }: RegionsFile): boolean {
  return up && boot === bootId() && Object.values(orders).every(isAlive);
}

/** What an operator before this one had started, and may have left half done. */
async function endServers({ clock, signal }: RaiseOptions, before?: RegionsFile): Promise<void> {
  const orders = before?.bootId === bootId() ? Object.values(before.orders) : [];
  for (const order of orders) killTree(order);
  const over = { what: 'the end of earlier servers', ms: deadlines.killMs };
  await until(clock, over, () => !orders.some(isAlive), signal);
}

/** Waits for who takes orders in a directory. */
function isThere({ clock, signal }: RaiseOptions, directory: string): Promise<true> {
  const there = { what: `somebody to take orders in ${directory}`, ms: deadlines.placeMs };
  const look = async () => {
    await (await openInbox(directory)).close();
    return true as const;
  };
  return until(clock, there, look, signal);
}
