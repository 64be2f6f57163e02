import { Admin, Consumer } from '@platformatic/kafka';
import type { Address } from '../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';

/** One partition of a topic, and the offsets of its first record and after its last. */
export interface Span {
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: bigint;
  readonly toOffset: bigint;
}

/** The broker has said that there are records, and hands none out. */
export class QueueSilent extends Error {
  override readonly name = 'QueueSilent';
  readonly code = 'QUEUE_SILENT';

  constructor({ topic, partition, toOffset }: Span, offset: bigint) {
    super(`${topic}/${partition} gives nothing at offset ${offset}, and should end at ${toOffset}`);
  }
}

const EARLIEST = -2n;
const LATEST = -1n;
const FETCH_BYTES = 4 * 2 ** 20;
/** The attribute of a batch that holds no records of clients (Kafka protocol, record batch v2). */
const CONTROL_BATCH = 0x20;

/**
 * Reads a region's Kafka by offsets, and keeps the offsets of a group that has no members: nothing
 * is ever handed out twice, or to somebody else. Operations are told by the keys of the records.
 * Every call rejects with the driver's error unless it is answered within `queueAnswerMs`.
 */
export class QueueClient implements AsyncDisposable {
  readonly #admin: Admin;
  readonly #consumer: Consumer;

  /** Begins with the first of these that takes a connection. */
  constructor(brokers: readonly Address[]) {
    const options = {
      clientId: 'blackstart',
      bootstrapBrokers: brokers.map(({ host, port }) => `${host}:${port}`),
      connectTimeout: deadlines.queueAnswerMs,
      requestTimeout: deadlines.queueAnswerMs,
      retries: 0,
    };
    this.#admin = new Admin(options);
    this.#consumer = new Consumer({ ...options, groupId: 'blackstart-read-back' });
  }

  /** The partitions of a topic as they are now; none if there is no such topic. */
  async spans(topic: string): Promise<readonly Span[]> {
    if (!(await this.#admin.listTopics()).includes(topic)) return [];
    const metadata = await this.#admin.metadata({ topics: [topic] });
    const count = metadata.topics.get(topic)?.partitionsCount ?? 0;
    const [from, to] = await Promise.all([
      this.#offsets(topic, count, EARLIEST),
      this.#offsets(topic, count, LATEST),
    ]);
    return Array.from({ length: count }, (_, partition) => ({
      topic,
      partition,
      fromOffset: from.get(partition) ?? 0n,
      toOffset: to.get(partition) ?? 0n,
    }));
  }

  /** Ids of the records of a span, in their order. Throws QueueSilent. */
  async ids(span: Span): Promise<number[]> {
    const ids: number[] = [];
    for (let offset = span.fromOffset; offset < span.toOffset; ) {
      const batches = await this.#fetch(span, offset);
      const last = batches.at(-1);
      if (!last) throw new QueueSilent(span, offset);
      for (const { firstOffset, attributes, records } of batches) {
        if (attributes & CONTROL_BATCH) continue;
        for (const { offsetDelta, key } of records) {
          const at = firstOffset + BigInt(offsetDelta);
          // A batch comes whole, also what of it stands before or after what was asked for.
          if (at >= offset && at < span.toOffset) ids.push(Number(key));
        }
      }
      offset = last.firstOffset + BigInt(last.lastOffsetDelta) + 1n;
    }
    return ids;
  }

  /** Where a group goes on in a topic, by partition. */
  async committed(groupId: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
    const [group] = await this.#admin.listConsumerGroupOffsets({ groups: [groupId] });
    const partitions = group?.topics.find(({ name }) => name === topic)?.partitions ?? [];
    return new Map(
      partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
    );
  }

  /** Says that a group has everything of a span. */
  async commit(groupId: string, { topic: name, partition, toOffset: offset }: Span): Promise<void> {
    const topics = [{ name, partitionOffsets: [{ partition, offset }] }];
    await this.#admin.alterConsumerGroupOffsets({ groupId, topics });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([this.#admin.close(), this.#consumer.close(true)]);
  }

  async #offsets(name: string, count: number, timestamp: bigint) {
    const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
      partitionIndex,
      timestamp,
    }));
    const [listed] = await this.#admin.listOffsets({ topics: [{ name, partitions }] });
    const found = listed?.partitions ?? [];
    return new Map(found.map(({ partitionIndex, offset }) => [partitionIndex, offset]));
  }

  async #fetch({ topic, partition }: Span, fetchOffset: bigint) {
    const metadata = await this.#consumer.metadata({ topics: [topic] });
    const { id: topicId = '', partitions = [] } = metadata.topics.get(topic) ?? {};
    const wanted = {
      partition,
      fetchOffset,
      currentLeaderEpoch: -1,
      lastFetchedEpoch: -1,
      partitionMaxBytes: FETCH_BYTES,
    };
    const { responses } = await this.#consumer.fetch({
      node: partitions[partition]?.leader ?? 0,
      topics: [{ topicId, partitions: [wanted] }],
      minBytes: 1,
      maxBytes: FETCH_BYTES,
      maxWaitTime: deadlines.queueAnswerMs / 2,
    });
    return responses[0]?.partitions[0]?.records ?? [];
  }
}
