import type { Plan } from './schema.ts';

/** Topics that the service writes to, and MirrorMaker carries to the other regions; maybe none. */
export function eventTopics({
  stores,
  replication,
}: Pick<Plan, 'stores' | 'replication'>): readonly string[] {
  return replication[stores.kafka?.pipeline ?? '']?.topics ?? [];
}
