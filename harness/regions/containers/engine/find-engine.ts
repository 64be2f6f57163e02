import Dockerode from 'dockerode';
import { deadlines } from '../deadlines.ts';
import { type EnginePlace, enginePlaces } from './places.ts';

/** A container engine that answers. */
export interface ContainerEngine extends EnginePlace {
  /** `Docker Engine`, `Podman Engine`. */
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly platform: string;
}

/** Networks of a run have addresses of their own choice, and containers two of them at once. */
const leastApi = [1, 41] as const;

export class NoContainerEngine extends Error {
  override readonly name = 'NoContainerEngine';
  readonly code = 'NO_CONTAINER_ENGINE';
  readonly exitCode = 4;

  constructor(tried: readonly string[]) {
    super(
      [
        'no container engine answers here; tried:',
        ...tried.map((line) => `  ${line}`),
        'try: start Docker or Podman, or set DOCKER_HOST; on Debian 12 as root,',
        '`npm run blackstart -- engine-room` installs and starts one apart from the system’s own',
      ].join('\n'),
    );
  }
}

export class EngineTooOld extends Error {
  override readonly name = 'EngineTooOld';
  readonly code = 'ENGINE_TOO_OLD';
  readonly exitCode = 4;

  constructor({ name, version, apiVersion, from }: ContainerEngine) {
    super(
      `${name} ${version} (${from}) speaks API ${apiVersion}; expected ${leastApi.join('.')} or ` +
        'later: update it to Docker 20.10 or Podman 4',
    );
  }
}

/** The first engine that answers and is not too old. Throws NoContainerEngine or EngineTooOld. */
export async function findEngine(
  environment: NodeJS.ProcessEnv,
  cache: string,
): Promise<ContainerEngine> {
  const tried: string[] = [];
  let old: EngineTooOld | undefined;
  for (const place of await enginePlaces(environment, cache)) {
    const found = await askEngine(place).catch((error: Error) => {
      tried.push(`${place.url} (${place.from}): ${error.message}`);
      return undefined;
    });
    if (found && !isTooOld(found.apiVersion)) return found;
    if (found) old ??= new EngineTooOld(found);
  }
  throw old ?? new NoContainerEngine(tried);
}

/** What the engine at a place says of itself. Throws if none answers. */
export async function askEngine(place: EnginePlace): Promise<ContainerEngine> {
  const said = await dockerodeAt(place, deadlines.askMs).version();
  return {
    ...place,
    name: said.Platform?.Name || 'Docker Engine',
    version: said.Version,
    apiVersion: said.ApiVersion,
    platform: `${said.Os}/${said.Arch}`,
  };
}

/** A client of the engine at a place; what it asks for takes its time, unless told otherwise. */
export function dockerodeAt({ url }: Pick<EnginePlace, 'url'>, timeoutMs?: number): Dockerode {
  const { protocol, pathname, hostname, port } = new URL(url);
  const patience = timeoutMs === undefined ? {} : { timeout: timeoutMs };
  if (protocol === 'unix:')
    return new Dockerode({ socketPath: decodeURIComponent(pathname), ...patience });
  if (!['tcp:', 'http:'].includes(protocol)) {
    throw new Error(`${protocol} is not spoken here; expected unix:// or tcp://`);
  }
  return new Dockerode({ host: hostname, port: Number(port || 2375), ...patience });
}

function isTooOld(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major < leastApi[0] || (major === leastApi[0] && minor < leastApi[1]);
}
