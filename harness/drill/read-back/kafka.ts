import { until } from '../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';
import { openQueue } from '../queue/open-queue.ts';
import { contentOf } from '../queue/order.ts';
import type { QueueClient, Span } from '../queue/queue-client.ts';
import { EVENTS, eventTopics } from '../queue/topics.ts';
import type { Completeness, ReadBack, ReadBackRequest } from './read-back.ts';

/** How far a topic is to be read, and why that is all of it. */
interface Extent extends Completeness {
  readonly spans: readonly Span[];
  /** Ids that must be among those read, by what was seen elsewhere; else it is not complete. */
  readonly last: readonly number[];
}

/**
 * Reads the events of the region that serves: its own, and those that MirrorMaker has brought. A
 * mirrored topic is read when it has as many records as its source, and must then hold the last of
 * each of its source's partitions: MirrorMaker copies a partition in its order.
 */
export const readBackKafka: ReadBack = async (request) => {
  const { regions, serving, clock } = request;
  await using queue = await openQueue(regions, clock, serving, serving);
  const extents = await Promise.all(
    eventTopics(regions.topology, serving).map(({ topic, from }) =>
      from === undefined ? ownExtent(queue, topic) : mirroredExtent(request, queue, topic, from),
    ),
  );
  const partitions: number[][] = [];
  const wanting: string[] = [];
  for (const { spans, last } of extents) {
    const read: number[][] = [];
    for (const span of spans) read.push(await queue.ids(span));
    const missing = last.filter((id) => !read.some((ids) => ids.includes(id)));
    if (missing.length > 0) wanting.push(`the last of its source is missing: ${missing.join()}`);
    partitions.push(...read);
  }
  const entry = {
    kind: 'readback',
    atMs: clock.monotonicMs(),
    store: 'kafka',
    region: serving,
    proof: [...extents.map(({ proof }) => proof), ...wanting].join('; '),
    complete: wanting.length === 0 && extents.every(({ complete }) => complete),
    ...contentOf(partitions),
  } as const;
  return [entry];
};

async function ownExtent(queue: QueueClient, topic: string): Promise<Extent> {
  const spans = await queue.spans(topic);
  return { spans, last: [], complete: true, proof: words(spans) };
}

async function mirroredExtent(
  { regions, serving, clock }: ReadBackRequest,
  queue: QueueClient,
  topic: string,
  from: string,
): Promise<Extent> {
  await using there = await openQueue(regions, clock, serving, from);
  // What the source has is asked over the link that the mirror reads by.
  const source = await there.spans(EVENTS).catch(() => undefined);
  if (!source) {
    const spans = await queue.spans(topic);
    const proof = `${words(spans)}, and no more comes: ${from} does not answer ${serving}`;
    return { spans, last: [], complete: true, proof };
  }
  const wanted = recordsIn(source);
  const what = `${topic} to have the ${wanted} records of ${from}`;
  try {
    const spans = await until(clock, { what, ms: deadlines.mirrorMs }, async () => {
      const now = await queue.spans(topic);
      return recordsIn(now) >= wanted ? now : undefined;
    });
    const last = await Promise.all(source.map((span) => lastId(there, span)));
    const proof = `${words(spans)}, as many records as ${from} has`;
    return { spans, last: last.flat(), complete: true, proof };
  } catch (error) {
    const spans = await queue.spans(topic);
    const why = error instanceof Error ? error.message : String(error);
    return { spans, last: [], complete: false, proof: `${words(spans)}; ${why}` };
  }
}

/** None of a partition that is empty. */
function lastId(queue: QueueClient, span: Span): Promise<number[]> {
  const { fromOffset, toOffset } = span;
  if (fromOffset === toOffset) return Promise.resolve([]);
  return queue.ids({ ...span, fromOffset: toOffset - 1n });
}

function recordsIn(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromOffset, toOffset }) => sum + Number(toOffset - fromOffset), 0);
}

function words(spans: readonly Span[]): string {
  const ends = spans.map(
    ({ topic, partition, toOffset }) => `${topic}/${partition} to ${toOffset}`,
  );
  return ends.join(', ') || 'no such topic';
}
