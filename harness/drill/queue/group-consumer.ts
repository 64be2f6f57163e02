import { type Clock, until } from '../../../engine/index.ts';
import type { ConsumedEntry } from '../../journal/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { toRanges } from '../../workload/ranges.ts';
import { deadlines } from '../deadlines.ts';
import { atBeat } from '../observe/observer.ts';
import { openQueue } from './open-queue.ts';
import type { QueueClient } from './queue-client.ts';
import { EVENTS, eventTopics } from './topics.ts';

/** The group whose offsets MirrorMaker carries to the other region. */
export const GROUP = 'semantest-consumer';

/** Takes events in the active region as long as it runs. */
export interface GroupConsumer {
  /** What it has taken, and said so to the broker. Any number of times. */
  stop(): Promise<ConsumedEntry>;
}

/**
 * Reads the events of the active region from where its group stands, at a beat, and commits what it
 * has after each. A broker that is away is asked again at the next beat, from the same place.
 */
export function startConsumer(regions: RunningRegions, clock: Clock): GroupConsumer {
  const region = regions.topology.regions.find(({ role }) => role === 'active')?.name ?? '';
  const taken = new Set<number>();
  let queue: QueueClient | undefined;
  const beat = atBeat(clock, deadlines.consumeEveryMs, async () => {
    try {
      queue ??= await openQueue(regions, clock, region, region);
      await take(queue, EVENTS, taken);
    } catch {
      // It is gone or broken either way; how its end went says nothing more.
      void queue?.[Symbol.asyncDispose]().catch(() => undefined);
      queue = undefined;
    }
  });
  return {
    stop: async () => {
      await beat[Symbol.asyncDispose]();
      await queue?.[Symbol.asyncDispose]();
      return consumed(region, clock, taken);
    },
  };
}

/**
 * What a consumer of the same group takes where the service is now: its own events, and those
 * mirrored, from where MirrorMaker says the group stands.
 */
export async function resumeConsumer(
  regions: RunningRegions,
  clock: Clock,
  region: string,
): Promise<ConsumedEntry> {
  await using queue = await openQueue(regions, clock, region, region);
  // A broker whose first group this is makes the topic for its offsets now, and refuses meanwhile.
  const known = { what: `${region} to know the group`, ms: deadlines.queueAnswerMs };
  await until(clock, known, () => queue.committed(GROUP, EVENTS));
  const taken = new Set<number>();
  for (const { topic } of eventTopics(regions.topology, region)) {
    await take(queue, topic, taken);
  }
  return consumed(region, clock, taken);
}

/**
 * Adds everything of a topic that the group has not had, from its beginning if it never had any.
 * What was read is taken before its commit is answered: a commit that failed may have been done,
 * and is then read by nobody again.
 */
export async function take(
  queue: Pick<QueueClient, 'spans' | 'committed' | 'ids' | 'commit'>,
  topic: string,
  taken: Set<number>,
): Promise<void> {
  const [spans, committed] = await Promise.all([queue.spans(topic), queue.committed(GROUP, topic)]);
  for (const span of spans) {
    const rest = { ...span, fromOffset: committed.get(span.partition) ?? span.fromOffset };
    if (rest.fromOffset >= rest.toOffset) continue;
    for (const id of await queue.ids(rest)) taken.add(id);
    await queue.commit(GROUP, rest);
  }
}

function consumed(region: string, clock: Clock, ids: ReadonlySet<number>): ConsumedEntry {
  const atMs = clock.monotonicMs();
  return { kind: 'consumed', atMs, store: 'kafka', region, group: GROUP, ids: toRanges(ids) };
}
