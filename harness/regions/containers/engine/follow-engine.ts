import type { EnginePlace } from './places.ts';

/** Has testcontainers speak to this engine, which it finds by these variables alone. */
export function followEngine({ url }: EnginePlace): void {
  process.env.DOCKER_HOST = url;
  // No port is published, so that this is asked by nobody; else it looks for a default bridge.
  process.env.TESTCONTAINERS_HOST_OVERRIDE = 'localhost';
  // Its own sweeper is an image of a registry; what a run leaves is swept by its labels.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
}
