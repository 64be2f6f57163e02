import type { ConsumedEntry, ReadbackEntry, RunEntry } from '../../journal/index.ts';
import { idsOfRun, storedId } from '../../workload/run-ids.ts';

/** Of what was found in a store, or taken from it, what is of this run, by its own ids. */
export function ofRun<Found extends ReadbackEntry | ConsumedEntry>(
  found: Found,
  { earlierRuns = 0 }: Pick<RunEntry, 'earlierRuns'>,
): Found {
  const ids = idsOfRun(found.ids, earlierRuns);
  if (found.kind === 'consumed') return { ...found, ids };
  const { duplicated, inversions } = found;
  return {
    ...found,
    ids,
    ...(duplicated ? { duplicated: idsOfRun(duplicated, earlierRuns) } : {}),
    ...(inversions ? { inversions: inversionsOfRun(inversions, earlierRuns) } : {}),
  };
}

type Inversions = NonNullable<ReadbackEntry['inversions']>;

/** No later run has written yet, so that what stands before a lower id is of the same run. */
function inversionsOfRun(inversions: Inversions, earlierRuns: number): Inversions {
  const before = storedId(0, earlierRuns);
  return inversions
    .filter(([id]) => id > before)
    .map(([id, highestBefore]) => [id - before, highestBefore - before]);
}
