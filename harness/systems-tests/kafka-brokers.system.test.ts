import { inspect } from 'node:util';
import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, KafkaCluster, until } from '../../engine/index.ts';
import { GROUP, take } from '../drill/queue/group-consumer.ts';
import { openQueue } from '../drill/queue/open-queue.ts';
import type { Span } from '../drill/queue/queue-client.ts';
import { advertisedTo } from '../regions/contract-clients.ts';
import { withKafka } from '../regions/simulated/kafka-operator.ts';
import { copiesAmiss, untilWhole } from '../regions/simulated/topic-copies.ts';
import { type BrokersRig, region, startBrokers, topic } from './brokers-rig.ts';

/** From the death of a leader on: 9 s of its session, perhaps a new controller, a busy machine. */
const electedMs = 60_000;
const answerMs = 3_000;

let rig: BrokersRig;
let producer: Producer<string, string, string, string>;
beforeAll(async () => {
  rig = await startBrokers();
  producer = new Producer({
    clientId: 'test',
    bootstrapBrokers: at(region).map(({ host, port }) => `${host}:${port}`),
    serializers: stringSerializers,
    retries: 0,
    repeatOnStaleMetadata: false,
    timeout: answerMs,
    connectTimeout: answerMs,
    requestTimeout: answerMs,
  });
});
afterAll(async () => {
  await producer?.close();
  await rig?.[Symbol.asyncDispose]();
});

const at = (place: string) => rig.seenFrom(place);
const acknowledged: number[] = [];
let lastId = 0;

/** `taken`, or what the brokers or the driver said instead. */
async function send(acks: (typeof ProduceAcks)[keyof typeof ProduceAcks] = ProduceAcks.ALL) {
  lastId += 1;
  const id = lastId;
  try {
    await producer.send({ messages: [{ topic, key: String(id), value: 'x' }], acks });
    acknowledged.push(id);
    return 'taken';
  } catch (error) {
    producer.clearMetadata();
    return /apiId: '(\w+)'/.exec(inspect(error, { depth: 6 }))?.[1] ?? String(error);
  }
}

const untilSent = (result: string) =>
  until(clock, { what: `a record to be ${result}`, ms: electedMs }, async () => {
    const found = await send();
    if (found !== result) throw new Error(found);
    return true;
  });

async function everyAcknowledgedIsThere(place: string = region) {
  await using queue = await openQueue(rig.regions, clock, place, region);
  const ids = await Promise.all((await queue.spans(topic)).map((span) => queue.ids(span)));
  expect(ids.flat()).toEqual(expect.arrayContaining(acknowledged));
}

const untilObstacle = (words: RegExp | undefined) =>
  until(clock, { what: `the probe to say ${words}`, ms: electedMs }, async () => {
    const found = await rig.obstacle();
    if (words ? words.test(found ?? '') : found === undefined) return true;
    throw new Error(found);
  });

it('keeps three copies of a topic, of which the first leads', async () => {
  const partitions = await withKafka(at(region), async (admin) => {
    return (await admin.metadata({ topics: [topic] })).topics.get(topic)?.partitions;
  });
  expect(partitions).toMatchObject([{ leader: 1, replicas: [1, 2, 3] }]);
  expect(await copiesAmiss(at(region))).toEqual([]);
  expect(await send()).toBe('taken');
  expect(await rig.obstacle()).toBeUndefined();
});

it('counts as consumed what was read, though the answer to its commit was lost', async () => {
  expect(await send()).toBe('taken');
  await using queue = await openQueue(rig.regions, clock, region, region);
  const answerLost = async (...what: Parameters<typeof queue.commit>) => {
    await queue.commit(...what);
    throw new Error('no answer');
  };
  // A broker whose first group this is makes the topic for its offsets now.
  const known = { what: 'the group to be known', ms: electedMs };
  await until(clock, known, () => queue.committed(GROUP, topic));
  const taken = new Set<number>();
  const losing = {
    spans: (name: string) => queue.spans(name),
    committed: (group: string, name: string) => queue.committed(group, name),
    ids: (span: Span) => queue.ids(span),
    commit: answerLost,
  };
  await expect(take(losing, topic, taken)).rejects.toThrow('no answer');
  await take(queue, topic, taken);
  expect([...taken]).toEqual(acknowledged);
});

it('tells a client from each place of three brokers, each over a link of its own', async () => {
  for (const place of rig.places) {
    for (const address of at(place)) {
      const told = await advertisedTo(address);
      expect(told.toSorted((a, b) => a.port - b.port || (a.host < b.host ? -1 : 1))).toEqual(
        at(place),
      );
    }
  }
});

it('elects another leader when the one there is dies, and has all that was taken', async () => {
  for (let sent = 0; sent < 20; sent += 1) expect(await send()).toBe('taken');
  await rig.broker(1).kill();
  expect(await rig.obstacle()).toMatch(/broker 1, which leads test-events\/0, is silent/);
  await untilSent('taken');
  await everyAcknowledgedIsThere();
  await untilObstacle(undefined);
});

it('is read and ruled over links, of which one takes connections for a dead broker', async () => {
  await everyAcknowledgedIsThere('us-west-2');
  const cluster = new KafkaCluster(clock, at('us-west-2'));
  expect((await cluster.records([topic], answerMs))[0]).toBeGreaterThanOrEqual(acknowledged.length);
  await cluster.refuseWrites([topic], answerMs);
  expect(await send()).toBe('TOPIC_AUTHORIZATION_FAILED');
  expect(await rig.obstacle()).toBeUndefined();
  await cluster.takeWrites([topic], answerMs);
  expect(await send()).toBe('taken');
});

it('takes no record when one copy is left, and is unreachable', async () => {
  await rig.broker(2).stop();
  await untilSent('NOT_ENOUGH_REPLICAS');
  await untilObstacle(/has 1 live replicas in sync, and needs 2/);
});

it('lets nobody lead that lacks a record, and leads again with the one that has it', async () => {
  expect(await send(ProduceAcks.LEADER)).toBe('taken');
  await rig.broker(3).kill();
  await Promise.all([rig.broker(1).start(), rig.broker(2).start()]);
  await untilObstacle(/test-events\/0 has no leader/);
  expect(await send()).not.toBe('taken');
  await rig.broker(3).start();
  await untilWhole(clock, at(region));
  await everyAcknowledgedIsThere();
  await untilObstacle(undefined);
});

it('acknowledges nothing without two of three, and keeps what it had', async () => {
  await untilSent('taken');
  await Promise.all([rig.broker(1).kill(), rig.broker(2).kill()]);
  for (let sent = 0; sent < 3; sent += 1) expect(await send()).not.toBe('taken');
  expect(await rig.obstacle()).toBeDefined();
  await Promise.all([rig.broker(1).start(), rig.broker(2).start()]);
  await untilWhole(clock, at(region));
  await everyAcknowledgedIsThere();
  expect(await send()).toBe('taken');
});
