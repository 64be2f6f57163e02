import { Admin, Producer, stringSerializers } from '@platformatic/kafka';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import { createTestbed, type Testbed } from '../../workload/testbed/servers.ts';
import { startKafka } from '../../workload/testbed/stores.ts';
import { GROUP, resumeConsumer, startConsumer } from '../queue/group-consumer.ts';
import { QueueClient } from '../queue/queue-client.ts';
import { hastyClock, regionsAt } from '../testbed/regions-at.ts';
import { readBackKafka } from './kafka.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const slot = 1 + (process.pid % 250);
const east = { host: `127.110.${slot}.1`, port: 9092 };
const west = { host: `127.120.${slot}.1`, port: 9092 };
const regions = regionsAt({ 'us-east-1': { kafka: east }, 'us-west-2': { kafka: west } });
const MIRRORED = 'us-east-1.test-events';

const beds: Testbed[] = [];
let source: Awaited<ReturnType<typeof startKafka>>;

beforeAll(async () => {
  beds.push(createTestbed(), createTestbed());
  const [one, other] = beds as [Testbed, Testbed];
  [source] = await Promise.all([startKafka(one, east), startKafka(other, west)]);
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [`${west.host}:${west.port}`] });
  await admin.createTopics({ topics: [MIRRORED], partitions: 1, replicas: 1 });
  await admin.close();
});
afterAll(async () => {
  for (const bed of beds) await bed[Symbol.asyncDispose]();
});

async function publish({ host, port }: Address, topic: string, ids: readonly number[]) {
  const producer = new Producer({
    clientId: 'test',
    bootstrapBrokers: [`${host}:${port}`],
    serializers: stringSerializers,
  });
  // A broker takes a batch of 1 MB.
  for (let at = 0; at < ids.length; at += 2_000) {
    const some = ids.slice(at, at + 2_000);
    const messages = some.map((id) => ({ topic, key: String(id), value: 'x'.repeat(200) }));
    await producer.send({ messages });
  }
  await producer.close();
}

const span = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const inEast = { regions, serving: 'us-east-1', clock };
const inWest = { regions, serving: 'us-west-2', clock };

test('a topic without records is read as that', async () => {
  const [found] = await readBackKafka(inEast);
  expect(found).toMatchObject({ complete: true, ids: [], proof: 'test-events/0 to 0' });
});

test('every record of the region’s own topic is read, over many fetches', async () => {
  await publish(east, 'test-events', span(1, 30_000));
  const [found, ...more] = await readBackKafka(inEast);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ store: 'kafka', region: 'us-east-1', complete: true });
  expect(found).toMatchObject({ ids: [[1, 30_000]], duplicated: [], inversions: [] });
});

test('a mirror that lacks records, or only the last, is not complete', async () => {
  const hasty = { ...inWest, clock: hastyClock(clock, 40) };
  await publish(west, MIRRORED, span(1, 29_999));
  const [short] = await readBackKafka(hasty);
  expect(short).toMatchObject({ complete: false, ids: [[1, 29_999]] });
  expect(short?.proof).toMatch(/waited .* the 30000 records of us-east-1/);
  // A redelivery makes up the number, and not what is missing.
  await publish(west, MIRRORED, [29_999]);
  const [redelivered] = await readBackKafka(inWest);
  expect(redelivered).toMatchObject({ complete: false, duplicated: [[29_999, 29_999]] });
  expect(redelivered?.proof).toMatch(/last of its source is missing: 30000/);
});

test('own and mirrored events are one store, each partition in its own order', async () => {
  await publish(west, MIRRORED, [30_000]);
  await publish(west, 'test-events', [30_003, 30_001, 30_002, 30_001]);
  const [found] = await readBackKafka(inWest);
  expect(found).toMatchObject({ region: 'us-west-2', complete: true, ids: [[1, 30_003]] });
  expect(found?.duplicated).toEqual([
    [29_999, 29_999],
    [30_001, 30_001],
  ]);
  expect(found?.inversions).toEqual([
    [30_001, 30_003],
    [30_002, 30_003],
  ]);
});

test('a group goes on where it stood, elsewhere too', async () => {
  const consumer = startConsumer(regions, clock);
  await using queue = new QueueClient([east]);
  await until(clock, { what: 'the group to have it all', ms: 20_000 }, async () => {
    return (await queue.committed(GROUP, 'test-events')).get(0) === 30_000n;
  });
  await publish(east, 'test-events', [30_004]);
  await until(clock, { what: 'the group to have one more', ms: 20_000 }, async () => {
    return (await queue.committed(GROUP, 'test-events')).get(0) === 30_001n;
  });
  const taken = { kind: 'consumed', store: 'kafka', group: GROUP };
  expect(await consumer.stop()).toMatchObject({
    ...taken,
    region: 'us-east-1',
    ids: [
      [1, 30_000],
      [30_004, 30_004],
    ],
  });

  await publish(west, MIRRORED, [30_004]);
  await using there = new QueueClient([west]);
  const stands = { topic: MIRRORED, partition: 0, fromOffset: 0n, toOffset: 29_990n };
  // A broker that meets its first group is not ready for it at once.
  await until(clock, { what: 'the commit', ms: 20_000 }, async () => {
    await there.commit(GROUP, stands);
    return true;
  });
  expect(await resumeConsumer(regions, clock, 'us-west-2')).toMatchObject({
    ...taken,
    region: 'us-west-2',
    ids: [[29_991, 30_004]],
  });
  expect(await resumeConsumer(regions, clock, 'us-west-2')).toMatchObject({ ids: [] });
});

test('a source that is gone holds nothing back', async () => {
  await source.kill();
  const [found] = await readBackKafka(inWest);
  expect(found).toMatchObject({ complete: true, ids: [[1, 30_004]] });
  expect(found?.proof).toMatch(/no more comes: us-east-1 does not answer us-west-2/);
  await expect(readBackKafka(inEast)).rejects.toThrow();
});
