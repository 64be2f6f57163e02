import type { Plan } from '../plan/schema.ts';
import type { Fact } from './fact.ts';

export type Condition = Plan['triggers'][string]['when'][number];

function compare(condition: Condition, value: boolean | number): boolean {
  const { is, above, below, atLeast } = condition;
  if (typeof value === 'boolean') return value === is;
  if (above !== undefined) return value > above;
  if (below !== undefined) return value < below;
  return atLeast !== undefined && value >= atLeast;
}

/**
 * Whether all conditions of a trigger are met in a region, and since when at the latest.
 * What nobody measured is not met: an engine must not act on what it does not know.
 */
export function met(
  when: readonly Condition[],
  region: string,
  facts: readonly Fact[],
): { readonly met: boolean; readonly sinceMs: number } {
  const measured = when.map((condition) =>
    facts.find(
      ({ of, region: at, measure }) =>
        of === condition.of && at === region && measure === condition.measure,
    ),
  );
  const sinceMs = Math.max(0, ...measured.map((fact) => fact?.sinceMs ?? fact?.atMs ?? 0));
  const all = when.every((condition, index) => {
    const fact = measured[index];
    return fact !== undefined && compare(condition, fact.value);
  });
  return { met: all, sinceMs };
}
