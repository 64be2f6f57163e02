import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import type { Clock } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { SpawnFailed, type SpawnRequest } from '../../processes/processes.ts';
import type { Launcher } from '../simulated/launcher.ts';
import type { ContainerAddresses } from './addresses.ts';
import { manageContainer } from './container-process.ts';
import { findProgramOf } from './first-process.ts';
import type { ImageName } from './images/image-names.ts';
import { labelsOf } from './labels.ts';
import { type Attached, PlacedContainer, type Streams } from './placed-container.ts';
import { type Placement, placementOf } from './placement.ts';

export interface ContainerGround {
  readonly clock: Clock;
  readonly runId: string;
  readonly addresses: ContainerAddresses;
  /** Name of the network of each place. */
  readonly networks: ReadonlyMap<string, string>;
  /** Id of the container that each region's machine is. */
  readonly machines: ReadonlyMap<string, string>;
  /** Reference of each image. */
  readonly images: Readonly<Record<ImageName, string>>;
  /** Directories of this machine that are at the same path in every container. */
  readonly shared: readonly SharedDirectory[];
  /** Aborted when nobody here is to hear of their ends any more. */
  readonly released: AbortSignal;
}

export interface SharedDirectory {
  readonly path: string;
  readonly mode: 'rw' | 'ro';
}

/** Programs in containers, each where `placementOf` puts it. */
export function containerLauncher(ground: ContainerGround, release: () => void): Launcher {
  return {
    release,
    // Nobody else is in a network that was made for this run.
    refuseBusy: async () => undefined,
    launch: (request) => launch(ground, request),
  };
}

/** Throws SpawnFailed. */
export async function launch(
  ground: ContainerGround,
  request: SpawnRequest,
): Promise<PlacedProcess> {
  const { clock, released } = ground;
  const { name, region, logFile, stopSignal = 'SIGTERM' } = request;
  const log = createWriteStream(logFile, { flags: 'a' });
  // A server lives on where its words cannot be kept, as a child does.
  log.on('error', () => undefined);
  const stdout = request.stdout === 'pipe' ? new PassThrough() : undefined;
  const container = containerOf(ground, request, { stdout: stdout ?? log, stderr: log });
  const identity = await begin(container, clock).catch(async (cause: unknown) => {
    // What cannot be removed now is swept with the run.
    await container.discard().catch(() => undefined);
    throw new SpawnFailed(request, cause);
  });
  const handle = container.handle();
  released.addEventListener('abort', () => container.detach());
  const managed = manageContainer(handle, {
    ...{ name, region, logFile, stopSignal, identity, stdout },
    ...{ clock, released, heard: container.heard().catch(() => undefined) },
  });
  return { ...managed, container: handle.id };
}

async function begin(container: PlacedContainer, clock: Clock) {
  await container.start();
  return findProgramOf(clock, container.handle());
}

/** A program in a container, by the engine's id of that. */
export interface PlacedProcess extends ManagedProcess {
  readonly container: string;
}

function containerOf(
  ground: ContainerGround,
  request: SpawnRequest,
  streams: Streams,
): PlacedContainer {
  const { runId, addresses, images, shared } = ground;
  const { name, region, command, args, env = {}, cwd = process.cwd(), uid = 0 } = request;
  const { image, where, more, changesNetwork } = placementOf(addresses, request);
  // The Node of this machine is another file there.
  const program = command === process.execPath ? 'node' : command;
  const container = new PlacedContainer(images[image], attachedOf(ground, where), streams)
    .withLabels(labelsOf({ run: runId, name, region }))
    .withEnvironment(env)
    .withBindMounts(shared.map(({ path, mode }) => ({ source: path, target: path, mode })))
    .withWorkingDir(cwd)
    .withUser(`${uid}:${uid}`);
  if (changesNetwork) container.withAddedCapabilities('NET_ADMIN');
  if (more.length === 0) return container.withEntrypoint([program]).withCommand([...args]);
  return container
    .withEnvironment({ BLACKSTART_ADDRESSES: more.join(' ') })
    .withEntrypoint(['docker-entrypoint.sh'])
    .withCommand([program, ...args]);
}

function attachedOf({ networks, machines }: ContainerGround, where: Placement['where']): Attached {
  if ('machineOf' in where) return { within: known(machines, where.machineOf) };
  const [home, ...others] = where.stands.map(({ place, ip }) => {
    return { network: known(networks, place), ip };
  });
  if (!home) throw new RangeError('a container has to stand somewhere');
  return [home, ...others];
}

function known(ids: ReadonlyMap<string, string>, place: string): string {
  const id = ids.get(place);
  if (id === undefined) throw new RangeError(`there is no network or machine for ${place}`);
  return id;
}
