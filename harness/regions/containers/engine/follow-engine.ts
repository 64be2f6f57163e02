import { getContainerRuntimeClient } from 'testcontainers';
import { dockerodeAt } from './find-engine.ts';
import type { EnginePlace } from './places.ts';

/** Testcontainers speaks to another engine than the one that was found. */
export class EnginesDiffer extends Error {
  override readonly name = 'EnginesDiffer';
  readonly code = 'ENGINES_DIFFER';
  readonly exitCode = 4;

  constructor({ url }: EnginePlace) {
    super(
      `the engine at ${url} was found, and testcontainers speaks to another; ` +
        'try: remove `tc.host` and `docker.host` from ~/.testcontainers.properties',
    );
  }
}

/**
 * Has testcontainers speak to this engine, which it looks for by these variables, but by its own
 * settings first. Throws EnginesDiffer.
 */
export async function followEngine(place: EnginePlace): Promise<void> {
  process.env.DOCKER_HOST = place.url;
  // Regions publish no port, and others on loopback; else it looks for a default bridge.
  process.env.TESTCONTAINERS_HOST_OVERRIDE = 'localhost';
  // Its own sweeper is an image of a registry; what a run leaves is swept by its labels.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  const { container } = await getContainerRuntimeClient();
  const [followed, found] = await Promise.all([
    container.dockerode.info() as Promise<{ readonly ID: string }>,
    dockerodeAt(place).info() as Promise<{ readonly ID: string }>,
  ]);
  if (followed.ID !== found.ID) throw new EnginesDiffer(place);
}
