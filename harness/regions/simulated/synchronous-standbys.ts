import type { Topology } from '../topology.ts';
import { slotFor } from './site.ts';

/**
 * What a region's Postgres has as `synchronous_standby_names`, which counts while it is primary:
 * a quorum of all others, by the names they stream under. In a list by priority (`FIRST`) the first
 * one, silent, would hold every commit up until its connection times out. Which of them has a
 * commit does not matter to a failover, which promotes the standby that has most, or gives the
 * target the rest of it. Empty if no commit waits.
 */
export function synchronousStandbyNames(
  { regions, synchronousStandbys = 0 }: Topology,
  region: string,
): string {
  if (synchronousStandbys === 0) return '';
  const others = regions.map(({ name }) => name).filter((name) => name !== region);
  return `ANY ${synchronousStandbys} (${others.map(slotFor).join(', ')})`;
}
