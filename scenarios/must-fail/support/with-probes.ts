import type { EngineParts } from '../../../engine/compose.ts';
import type { PostgresReading } from '../../../engine/systems/postgres/reading.ts';

export type Probe = (timeoutMs: number) => Promise<PostgresReading>;

/** The same engine, but for what it is told when it asks a database about itself. */
export function withProbes(parts: EngineParts, replace: (probe: Probe) => Probe): EngineParts {
  for (const server of Object.values(parts.world.postgres)) {
    server.probe = replace(server.probe.bind(server));
  }
  return parts;
}
