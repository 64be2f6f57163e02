import { inspect } from 'node:util';
import { Admin, ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, KafkaCluster, until } from '../../engine/index.ts';
import { QueueClient } from '../drill/queue/queue-client.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { openToAll } from '../regions/simulated/provision-topics.ts';
import { createTestbed, type Testbed } from '../workload/testbed/servers.ts';
import { startKafka } from '../workload/testbed/stores.ts';

const at = { host: '127.10.254.3', port: 9092 };
const broker = { clientId: 'test', bootstrapBrokers: [`${at.host}:${at.port}`], retries: 0 };
const topic = 'test-events';
const answerMs = 3_000;
const cluster = new KafkaCluster(clock, [at]);
const { ALL, LEADER, NO_RESPONSE } = ProduceAcks;

let bed: Testbed;
let server: ManagedProcess;
let producer: Producer<string, string, string, string>;
beforeAll(async () => {
  bed = createTestbed();
  server = await startKafka(bed, at);
  producer = new Producer({ ...broker, serializers: stringSerializers });
});
afterAll(async () => {
  await producer?.close();
  await bed[Symbol.asyncDispose]();
});

const send = (acks: (typeof ProduceAcks)[keyof typeof ProduceAcks] = ALL, to = topic) =>
  producer.send({ messages: [{ topic: to, key: '1', value: 'x' }], acks }).then(
    () => 'taken',
    (error) => /TOPIC_AUTHORIZATION_FAILED/.exec(inspect(error, { depth: 5 }))?.[0] ?? error,
  );
const refused = 'TOPIC_AUTHORIZATION_FAILED';
const count = async () => (await cluster.records([topic], answerMs))[0];

async function allow(resourceName: string, principal: string) {
  const admin = new Admin(broker);
  const rule = { ...openToAll(resourceName), principal };
  await admin.createAcls({ creations: [rule] });
  await admin.close();
}

it('counts the records that a topic has', async () => {
  expect(await count()).toBe(0);
  for (let sent = 0; sent < 3; sent += 1) expect(await send()).toBe('taken');
  expect(await count()).toBe(3);
  await expect(cluster.records(['no-such-topic'], answerMs)).rejects.toThrow();
});

it('closes no topic that has no rule, since nobody could read it any more', async () => {
  await expect(cluster.refuseWrites([topic], answerMs)).rejects.toThrow(/no access rule/);
  expect(await send()).toBe('taken');
  await allow(topic, 'User:*');
});

it('refuses the producers that are connected already, whatever they ask for', async () => {
  await cluster.refuseWrites([topic], answerMs);
  expect(await send(ALL)).toBe(refused);
  expect(await send(LEADER)).toBe(refused);
  // Nothing is answered to it, but that its connection is closed.
  await send(NO_RESPONSE);
  await until(clock, { what: 'a refusal', ms: 5_000 }, async () => (await send()) === refused);
  expect(await count()).toBe(4);
});

it('lets consumers read what stands there', async () => {
  await using queue = new QueueClient([at]);
  const [span] = await queue.spans(topic);
  expect(span && (await queue.ids(span))).toEqual([1, 1, 1, 1]);
});

it('refuses still when told twice, and takes records when told once that it may', async () => {
  await cluster.refuseWrites([topic], answerMs);
  expect(await send()).toBe(refused);
  await cluster.takeWrites([topic], answerMs);
  expect(await send()).toBe('taken');
  await cluster.takeWrites([topic], answerMs);
  expect(await send()).toBe('taken');
  expect(await count()).toBe(6);
});

it('opens no topic to those whom its own rules do not allow', async () => {
  const admin = new Admin(broker);
  await admin.createTopics({ topics: ['closed-events'], partitions: 1, replicas: 1 });
  await admin.close();
  await allow('closed-events', 'User:somebody-else');
  await cluster.refuseWrites(['closed-events'], answerMs);
  await cluster.takeWrites(['closed-events'], answerMs);
  expect(await send(ALL, 'closed-events')).toBe(refused);
});

it('does not wait longer than it was given for a broker that is frozen or gone', async () => {
  server.signal('SIGSTOP');
  const beganMs = clock.monotonicMs();
  await expect(cluster.refuseWrites([topic], 500)).rejects.toThrow();
  expect(clock.monotonicMs() - beganMs).toBeLessThan(2_000);
  server.signal('SIGCONT');
  expect(await count()).toBe(6);
  await server.kill();
  await expect(cluster.refuseWrites([topic], answerMs)).rejects.toThrow();
});
