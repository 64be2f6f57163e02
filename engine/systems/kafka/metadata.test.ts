import { expect, it } from 'vitest';
import { clusterViewIn, metadataOf } from './metadata.ts';
import { replyIn, requestOf } from './wire.ts';

const int16 = (value: number) => Buffer.from([value >> 8, value]);
const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value)]);
const text = (value: string) => Buffer.concat([int16(value.length), Buffer.from(value)]);
const list = (...items: readonly Buffer[]) => Buffer.concat([int32(items.length), ...items]);
const nothing = int16(-1);

const broker = (id: number, host: string, port: number) =>
  Buffer.concat([int32(id), text(host), int32(port), nothing]);

interface Told {
  readonly error?: number;
  readonly leader: number;
  readonly inSync: readonly number[];
}

const partition = (index: number, { error = 0, leader, inSync }: Told) =>
  Buffer.concat([
    int16(error),
    ...[index, leader].map(int32),
    list(...[1, 2, 3].map(int32)),
    list(...inSync.map(int32)),
  ]);
const topic = (error: number, name: string, ...partitions: readonly Buffer[]) =>
  Buffer.concat([int16(error), text(name), Buffer.from([0]), list(...partitions)]);
const reply = (brokers: Buffer, topics: Buffer) =>
  Buffer.concat([int32(0), brokers, nothing, int32(1), topics]);

it('reads who is there, who leads, and who is in sync', () => {
  const partitions = [
    partition(0, { leader: 2, inSync: [2, 3] }),
    partition(1, { error: 5, leader: -1, inSync: [1] }),
  ];
  const brokers = list(broker(2, '127.10.1.12', 9092), broker(3, '127.10.1.13', 9092));
  const { brokers: found, ...rest } = clusterViewIn(
    reply(brokers, list(topic(0, 'test-events', ...partitions), topic(3, 'not-there'))),
  );
  expect([...found]).toEqual([
    [2, { host: '127.10.1.12', port: 9092 }],
    [3, { host: '127.10.1.13', port: 9092 }],
  ]);
  const ours = { topic: 'test-events', replicas: [1, 2, 3] };
  expect(rest.partitions).toEqual([
    { ...ours, index: 0, leader: 2, inSync: [2, 3] },
    { ...ours, index: 1, leader: -1, inSync: [1] },
  ]);
});

it('does not take what is cut off for a cluster', () => {
  const whole = reply(list(broker(1, 'a', 1)), list());
  expect(clusterViewIn(whole).partitions).toEqual([]);
  expect(() => clusterViewIn(whole.subarray(0, whole.length - 1))).toThrow(RangeError);
});

it('asks for topics by name, and that none be made', () => {
  const request = requestOf(metadataOf(['one', 'two']), 7, 'me');
  const asked = Buffer.concat([list(text('one'), text('two')), Buffer.from([0])]);
  const header = Buffer.concat([int16(3), int16(4), int32(7), text('me')]);
  expect(request).toEqual(Buffer.concat([int32(header.length + asked.length), header, asked]));
});

it('gives a reply when it is whole, and what came after it', () => {
  const one = Buffer.concat([int32(6), int32(9), int16(1)]);
  expect(replyIn(one.subarray(0, 9))).toBeUndefined();
  const found = replyIn(Buffer.concat([one, one.subarray(0, 3)]));
  expect(found).toEqual({ id: 9, body: int16(1), rest: one.subarray(0, 3) });
});
