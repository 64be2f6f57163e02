import type { Capacity } from '../ports/capabilities.ts';
import type { Fact } from './fact.ts';

/** What conditions can ask of a region's capacity. */
export function capacityFacts(
  { region, atMs }: Pick<Fact, 'region' | 'atMs'>,
  { cpu, memory }: Capacity,
): readonly Fact[] {
  const about = { of: 'region', region, atMs } as const;
  return [
    { ...about, measure: 'cpu', value: cpu },
    { ...about, measure: 'memory', value: memory },
  ];
}
