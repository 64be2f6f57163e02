import { eventTopics } from '../plan/event-topics.ts';
import type { Plan } from '../plan/schema.ts';
import type { Fact, Of } from './fact.ts';

/**
 * Systems beside the database that a region cannot serve without, and that are down there, as a
 * trigger would see it: damped. What nobody measured is not known to be down.
 */
export function downSystems(
  plan: Pick<Plan, 'stores' | 'replication'>,
  region: string,
  facts: readonly Fact[],
): readonly Of[] {
  return neededSystems(plan).filter((system) =>
    facts.some((fact) => {
      const says = fact.measure === 'reachable' || fact.measure === 'healthy';
      return says && fact.of === system && fact.region === region && fact.value === false;
    }),
  );
}

/** Those beside the database that a region cannot serve without. */
export function neededSystems(plan: Pick<Plan, 'stores' | 'replication'>): readonly Of[] {
  return [
    'gateway',
    ...(plan.stores.redis ? (['redis'] as const) : []),
    ...(eventTopics(plan).length > 0 ? (['kafka'] as const) : []),
    ...(plan.stores.s3 ? (['s3'] as const) : []),
  ];
}

/** In the words of a reason. */
export function downWords(down: readonly string[]): string {
  return `${down.join(', ')} ${down.length === 1 ? 'is' : 'are'} down`;
}
