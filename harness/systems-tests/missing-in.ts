import { QueueClient } from '../drill/queue/queue-client.ts';
import { eventTopics } from '../drill/queue/topics.ts';
import { idsIn, seen, withRedis } from '../regions/contract-clients.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { SteadyWrites } from './steady-writes.ts';

/** Of the writes acknowledged, those that a region's database, cache or queue does not have. */
export async function missingIn(
  regions: RunningRegions,
  region: string,
  { acknowledged }: Pick<SteadyWrites, 'acknowledged'>,
) {
  const rows = new Set(await idsIn(regions, region));
  const events = await eventsIn(regions, region);
  const kept = await withRedis(seen(regions, region, region, 'redis'), (client) =>
    client.mGet(acknowledged.map((id) => `operation:${id}`)),
  );
  return {
    database: acknowledged.filter((id) => !rows.has(id)),
    cache: acknowledged.filter((_, index) => kept[index] === null),
    queue: acknowledged.filter((id) => !events.has(id)),
  };
}

/** The ids of all events that a region has, its own and those mirrored to it. */
async function eventsIn(regions: RunningRegions, region: string): Promise<ReadonlySet<number>> {
  await using queue = new QueueClient([seen(regions, region, region, 'kafka')]);
  const found = new Set<number>();
  for (const { topic } of eventTopics(regions.topology, region)) {
    for (const span of await queue.spans(topic)) {
      for (const id of await queue.ids(span)) found.add(id);
    }
  }
  return found;
}
