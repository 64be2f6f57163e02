import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a container engine may listen, and who says so. */
export interface EnginePlace {
  /** `unix:///run/docker.sock`, `tcp://10.0.0.1:2375`. */
  readonly url: string;
  readonly from: string;
}

/** Where everything is of an engine that `blackstart engine-room` starts. */
export function roomOf(cache: string) {
  const directory = join(cache, 'engine-room');
  const within = (name: string) => join(directory, name);
  return {
    directory,
    socket: within('docker.sock'),
    log: within('docker.log'),
    owner: within('owner'),
    pidFile: within('docker.pid'),
  };
}

/** The place of an engine of our own. */
export const ownPlace = (cache: string): EnginePlace => ({
  url: `unix://${encodeURI(roomOf(cache).socket)}`,
  from: 'engine-room',
});

/**
 * The usual ways to find one, the most telling first: DOCKER_HOST, Docker's present context, the
 * sockets of Docker, rootless Docker, Docker Desktop and Podman, and last the one of our own.
 */
export async function enginePlaces(
  environment: NodeJS.ProcessEnv,
  cache: string,
): Promise<readonly EnginePlace[]> {
  const { DOCKER_HOST, XDG_RUNTIME_DIR, DOCKER_CONFIG } = environment;
  if (DOCKER_HOST) return [{ url: DOCKER_HOST, from: 'DOCKER_HOST' }];
  const home = homedir();
  const context = await presentContext(DOCKER_CONFIG ?? join(home, '.docker'), environment);
  const sockets = [
    ['/var/run/docker.sock', 'Docker'],
    ...(XDG_RUNTIME_DIR ? [[join(XDG_RUNTIME_DIR, 'docker.sock'), 'rootless Docker']] : []),
    [join(home, '.docker/run/docker.sock'), 'Docker Desktop'],
    ...(XDG_RUNTIME_DIR ? [[join(XDG_RUNTIME_DIR, 'podman/podman.sock'), 'rootless Podman']] : []),
    ['/run/podman/podman.sock', 'Podman'],
  ] as const;
  const usual = sockets.map(([path = '', from = '']) => ({ url: `unix://${path}`, from }));
  return [...(context ? [context] : []), ...usual, ownPlace(cache)];
}

/** Docker keeps each context in a folder named by the SHA-256 of its name. */
async function presentContext(
  config: string,
  { DOCKER_CONTEXT }: NodeJS.ProcessEnv,
): Promise<EnginePlace | undefined> {
  const { currentContext } = await readJson<{ currentContext?: string }>(
    join(config, 'config.json'),
  );
  const name = DOCKER_CONTEXT ?? currentContext;
  if (!name || name === 'default') return undefined;
  const folder = createHash('sha256').update(name).digest('hex');
  const { Endpoints } = await readJson<{ Endpoints?: { docker?: { Host?: string } } }>(
    join(config, 'contexts/meta', folder, 'meta.json'),
  );
  const url = Endpoints?.docker?.Host;
  return url ? { url, from: `Docker context ${name}` } : undefined;
}

/** What is not there says nothing; what cannot be read is an error. */
async function readJson<T extends object>(path: string): Promise<Partial<T>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
