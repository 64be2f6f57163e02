import { deadlines } from '../systems/deadlines.ts';
import type { Fact } from '../watch/fact.ts';
import { regionIn, type World } from './world.ts';

/** What this controller knows of the others. */
export interface SignsOfLife {
  readonly facts: readonly Fact[];
  /** Regions whose controllers are heard. */
  readonly heard: readonly string[];
}

/**
 * Resolves if exactly all other regions are named as lost, and traffic can be led to this one.
 * Throws an Error that says what is not so.
 */
export async function refuseOtherNames(
  { plan, endpoints }: World,
  lost: readonly string[],
): Promise<void> {
  const { home } = endpoints;
  const others = Object.keys(plan.regions).filter((region) => region !== home);
  if (others.toSorted().join() !== [...new Set(lost)].toSorted().join()) {
    const all = `expected all others as lost, ${others.join(' and ')}`;
    throw new Error(`${home} is activated, where this was asked: ${all}`);
  }
  const { failover, lastResort } = plan.dns;
  const places = [failover, lastResort ?? []].flat();
  if (places.includes(home)) return;
  throw new Error(`traffic can be led to ${places.join(' and ')} alone, not to ${home}`);
}

/**
 * Resolves, with the highest epoch that the home's database knows of, if nothing is seen of the
 * regions that are given up, and that database answers. Throws an Error that says what is not so.
 */
export async function readyToActivate(
  world: World,
  lost: readonly string[],
  signs: SignsOfLife,
): Promise<number> {
  const living = [...seenAlive(lost, signs), ...(await answering(world, lost))];
  if (living.length > 0) throw new Error(`not all of them are lost: ${living.join('; ')}`);
  const { home } = world.endpoints;
  return regionIn(world.postgres, home)
    .epoch(deadlines.postgresStatementMs)
    .catch((error: Error) => {
      throw new Error(`the database of ${home} does not answer: ${error.message}`);
    });
}

function seenAlive(lost: readonly string[], { facts, heard }: SignsOfLife): readonly string[] {
  const answers = facts
    .filter(({ region, value }) => value === true && lost.includes(region))
    .map(({ of, region }) => `${of} of ${region} answers`);
  const told = lost
    .filter((region) => heard.includes(region))
    .map((region) => `the controller of ${region} is heard`);
  return [...new Set([...answers, ...told])];
}

/** Databases are asked once more, now: what was seen of them may be a second old. */
async function answering(world: World, lost: readonly string[]): Promise<readonly string[]> {
  const asked = lost.map((region) =>
    regionIn(world.postgres, region)
      .probe(deadlines.postgresPositionMs)
      .then(
        ({ role }) => [`the database of ${region} answers, a ${role}`],
        () => [],
      ),
  );
  return (await Promise.all(asked)).flat();
}
