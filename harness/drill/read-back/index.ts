import type { Clock } from '../../../engine/index.ts';
import type { ReadbackEntry, RunEntry } from '../../journal/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { storedId } from '../../workload/run-ids.ts';
import { readBackKafka } from './kafka.ts';
import { readBackPostgres } from './postgres.ts';
import type { ReadBack } from './read-back.ts';
import { readBackRedis } from './redis.ts';
import { readBackS3 } from './s3.ts';

/**
 * Reads every store back in the region whose database clients write to now. A store that cannot be
 * read is said to be so, and hides no other. Throws NothingToReadBack if no database answers.
 */
export function readBackAll(
  regions: RunningRegions,
  clock: Clock,
  { earlierRuns = 0 }: Pick<RunEntry, 'earlierRuns'>,
) {
  const all = { redis: readBackRedis, kafka: readBackKafka, s3: readBackS3 };
  return readBack(regions, clock, all, storedId(1, earlierRuns));
}

/**
 * The same for what restore moves back to the first region. Events and objects that the other
 * region took meanwhile stay there: nothing brings them back yet.
 */
export function readBackRestored(regions: RunningRegions, clock: Clock) {
  return readBack(regions, clock, { redis: readBackRedis });
}

async function readBack(
  regions: RunningRegions,
  clock: Clock,
  others: Readonly<Record<string, ReadBack>>,
  firstId = 1,
): Promise<readonly ReadbackEntry[]> {
  const rows = await readBackPostgres(regions, clock);
  const serving = rows[0]?.region ?? '';
  const found = await Promise.all(
    Object.entries(others).map(([store, read]) =>
      read({ regions, serving, clock, firstId }).catch(
        (error: unknown): readonly ReadbackEntry[] => {
          const proof = `cannot be read: ${error instanceof Error ? error.message : error}`;
          const atMs = clock.monotonicMs();
          const none = { complete: false, ids: [] };
          return [{ kind: 'readback', atMs, store, region: serving, proof, ...none }];
        },
      ),
    ),
  );
  return [...rows, ...found.flat()];
}
