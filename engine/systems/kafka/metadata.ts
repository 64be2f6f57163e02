import type { Address } from '../../ports/endpoints.ts';
import { type Question, Reader } from './wire.ts';

/** A partition of a topic as a broker knows it; brokers are told by their node ids. */
export interface Partition {
  readonly topic: string;
  readonly index: number;
  /** -1 if it has none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

/** A cluster as one of its brokers knows it. */
export interface ClusterView {
  /** Where clients that came as this one did find each broker that is in the cluster. */
  readonly brokers: ReadonlyMap<number, Address>;
  /** Of the topics that were asked for, are there, and may be seen. */
  readonly partitions: readonly Partition[];
}

/** Metadata, version 4: the first that can say that a topic which is missing is not to be made. */
export function metadataOf(topics: readonly string[]): Question {
  const names = topics.map((topic) => {
    const name = Buffer.from(topic, 'utf8');
    const length = Buffer.alloc(2);
    length.writeInt16BE(name.length, 0);
    return Buffer.concat([length, name]);
  });
  const count = Buffer.alloc(4);
  count.writeInt32BE(topics.length, 0);
  const makeMissing = Buffer.from([0]);
  return { apiKey: 3, version: 4, body: Buffer.concat([count, ...names, makeMissing]) };
}

/** Reads the body of a reply to it. Throws RangeError if that is none. */
export function clusterViewIn(body: Buffer): ClusterView {
  const reader = new Reader(body);
  reader.int32(); // Throttle time.
  const brokers = reader.list((): [number, Address] => {
    const id = reader.int32();
    const address = { host: reader.text(), port: reader.int32() };
    reader.text(); // Rack.
    return [id, address];
  });
  reader.text(); // Cluster.
  reader.int32(); // Controller.
  const topics = reader.list(() => topicIn(reader));
  return { brokers: new Map(brokers), partitions: topics.flat() };
}

function topicIn(reader: Reader): readonly Partition[] {
  const errorCode = reader.int16();
  const topic = reader.text();
  reader.boolean(); // Whether it is internal.
  const partitions = reader.list(() => {
    reader.int16(); // Error code; of one without a leader, the leader tells it.
    const index = reader.int32();
    const leader = reader.int32();
    const replicas = reader.list(() => reader.int32());
    const inSync = reader.list(() => reader.int32());
    return { topic, index, leader, replicas, inSync };
  });
  return errorCode === 0 ? partitions : [];
}
