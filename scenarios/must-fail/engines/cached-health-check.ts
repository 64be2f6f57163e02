import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import type { PostgresReading } from '../../../engine/systems/postgres/reading.ts';
import { withProbes } from '../support/with-probes.ts';

/** A database that does not answer is as well as it was when it last did. */
await runEngineProcess((settings) =>
  withProbes(composeEngine(settings), (probe) => {
    let last: PostgresReading | undefined;
    return async (timeoutMs) => {
      const fresh = await probe(timeoutMs).catch((error: unknown) => {
        if (last) return last;
        throw error;
      });
      last = fresh;
      return fresh;
    };
  }),
);
