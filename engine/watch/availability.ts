import type { Fact, Of } from './fact.ts';

const says = new Set<Fact['measure']>(['reachable', 'healthy']);

/**
 * Share of a region's systems that are up, by one observer's facts. Of a system without a fact
 * nobody knows; with fewer than half known nothing is said of the region.
 */
export function availability(
  region: string,
  systems: readonly Of[],
  facts: readonly Fact[],
): Fact | undefined {
  const known = facts.filter(
    (fact) => fact.region === region && systems.includes(fact.of) && says.has(fact.measure),
  );
  if (known.length === 0 || 2 * known.length < systems.length) return undefined;
  const up = known.filter(({ value }) => value === true).length;
  const atMs = Math.max(...known.map((fact) => fact.atMs));
  return { of: 'region', region, measure: 'availability', value: up / known.length, atMs };
}
