import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn } from '../world.ts';

interface Told {
  readonly region: string;
  /** Why it was not, if it was not. */
  readonly error?: Error;
}

function tellEach(
  regions: readonly string[],
  work: (region: string) => Promise<void>,
): Promise<readonly Told[]> {
  const tried = regions.map((region) =>
    work(region).then(
      () => ({ region }),
      (error: Error) => ({ region, error }),
    ),
  );
  return Promise.all(tried);
}

const wordsOf = (told: readonly Told[], done: string) =>
  told
    .map(({ region, error }) =>
      error ? `${region} could not be told (${error.message})` : `${region} ${done}`,
    )
    .join('; ') || 'there are no others';

/**
 * The standbys that are neither the old side nor the target follow nobody until the target leads. A
 * primary that lives goes on to write to its log, if it is only which transactions it has; a
 * standby that had more of that than the target could not follow it without being rewound. One that
 * cannot be told is left to `repoint` and `rejoin`.
 */
export function detach(failover: Failover): Step {
  const { world, from, target } = failover;
  const others = () =>
    Object.keys(world.postgres).filter((name) => name !== from && name !== target);
  return {
    name: 'detach',
    needs: [],
    bestEffort: true,
    passing: true,
    deadlineMs: 2 * deadlines.postgresDetachMs,
    async run(signal) {
      /** Nothing was changed there: it gave no answer before it would have been told. */
      const untold = new Set<string>();
      const told = await tellEach(others(), async (region) => {
        const database = regionIn(world.postgres, region);
        untold.add(region);
        await database.probe(deadlines.postgresPositionMs);
        untold.delete(region);
        // Whoever leads now may have it follow again already.
        signal.throwIfAborted();
        await database.unfollow(deadlines.postgresDetachMs);
      });
      if (untold.size > 0) await failover.leftUntold([...untold]);
      return wordsOf(told, 'follows nobody for now');
    },
    async undo() {
      const { slots } = regionIn(world.endpoints.regions, from).postgres;
      const told = await tellEach(others(), (region) => {
        const leader = leaderFor(world, region, from, slots[region]);
        return regionIn(world.postgres, region).follow(leader, deadlines.postgresFollowMs);
      });
      const words = wordsOf(told, `streams from ${from}`);
      // Without a leader it is no copy, and nobody else would give it one again.
      if (told.some(({ region, error }) => error && !failover.untold().includes(region))) {
        throw new Error(words);
      }
      return words;
    },
  };
}
