import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Consumer, MessagesStreamModes, stringDeserializers } from '@platformatic/kafka';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { execute, startPostgres, type TestDatabase } from './testbed/postgres.ts';
import { createTestbed, type Testbed } from './testbed/servers.ts';
import { type ServiceRequest, serviceAt, startService } from './testbed/service.ts';
import { startKafka, startRedis, startS3 } from './testbed/stores.ts';
import { nameWriter, startEtcd } from './testbed/writer.ts';

const host = '127.240.251.1';
const etcdAt = { host, port: 2379 };
const redisAt = { host, port: 6379 };
const kafkaAt = { host, port: 9092 };
const s3At = { host, port: 4566, bucket: 'semantest' };
const postgresAt = { host, port: 5432 };
const request: ServiceRequest = {
  region: 'us-east-1',
  at: { host, port: 3000 },
  stores: {
    postgres: { ...postgresAt, user: 'semantest', password: 'secret', database: 'semantest' },
    redis: redisAt,
    kafka: kafkaAt,
    s3: s3At,
    etcd: etcdAt,
  },
  leaseTtlMs: 1500,
  dependencyTimeoutMs: 2500,
};
const service = serviceAt(request.at);

let bed: Testbed;
let app: ManagedProcess;
let database: TestDatabase;
let etcd: ManagedProcess;
let redis: ManagedProcess;

beforeAll(async () => {
  bed = createTestbed();
  // Before any store: an application must outlive that.
  app = await startService(bed, request);
  expect(await service.ask('/health')).toMatchObject({ status: 200 });
  expect(await service.write(1)).toMatchObject({ status: 503, body: { certainlyNotDone: true } });
  [database, redis, etcd] = await Promise.all([
    startPostgres(bed, postgresAt),
    startRedis(bed, redisAt),
    startEtcd(bed, etcdAt),
    startKafka(bed, kafkaAt),
    startS3(bed, s3At, s3At.bucket),
  ]);
  await nameWriter(etcdAt, request.region, 1);
  await service.untilReady();
});
afterAll(() => bed?.[Symbol.asyncDispose]());

it('acknowledges an operation that every store has', async () => {
  const answer = await acknowledged(80);
  expect(answer.body).toEqual({ id: 80, epoch: 1, region: 'us-east-1' });
  expect(answer).toMatchObject({ region: 'us-east-1', epoch: '1' });
  expect(await rowsOf(80)).toEqual([{ epoch: '1', payload: 'payload of 80' }]);
  expect(await cached(80)).toEqual({ id: 80, payload: 'payload of 80' });
  expect(await objectOf(80)).toBe('payload of 80');
  const event = await eventOf('80');
  expect(event).toEqual({ id: 80, payload: 'payload of 80', epoch: 1 });
  expect(await service.read(80)).toMatchObject({ status: 200, body: { payload: 'payload of 80' } });
  expect(await service.read(81)).toMatchObject({ status: 404 });
});

it('refuses an id it already has, without touching the first', async () => {
  await acknowledged(20);
  const again = await service.write(20, 'another');
  expect(again).toMatchObject({ status: 409, body: { error: 'duplicate-id' } });
  expect(await cached(20)).toEqual({ id: 20, payload: 'payload of 20' });
});

it('outlives the end of its sessions, at whatever moment it comes', async () => {
  const end = `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'semantest'`;
  for (let round = 0; round < 100; round += 1) {
    const ids = Array.from({ length: 10 }, (_, index) => 10_000 + 10 * round + index);
    const answers = Promise.all(ids.map((id) => service.write(id)));
    await execute(database.admin, end);
    expect((await answers).map(({ status }) => status)).not.toContain(500);
  }
  await service.untilReady();
  await acknowledged(25);
});

it('stops writing when its lease is not renewed', async () => {
  await acknowledged(30);
  etcd.signal('SIGSTOP');
  const frozenMs = clock.monotonicMs();
  try {
    await until(clock, { what: 'refusal', ms: 5000, everyMs: 20 }, async () => {
      const { status, body } = await service.ask('/ready');
      return status === 503 && body.reason === 'not the writer';
    });
    // A read that was under way when etcd froze may have counted.
    expect(clock.monotonicMs() - frozenMs).toBeLessThan(request.leaseTtlMs + 500);
    expect(await service.write(31)).toMatchObject({
      status: 503,
      body: { error: 'not-writer', certainlyNotDone: true },
    });
    expect(await rowsOf(31)).toEqual([]);
  } finally {
    etcd.signal('SIGCONT');
  }
  await service.untilReady();
  await acknowledged(32);
});

it('does not acknowledge what was committed but not finished within the lease', async () => {
  await service.untilReady();
  etcd.signal('SIGSTOP');
  redis.signal('SIGSTOP');
  try {
    const writing = service.write(40);
    await until(clock, { what: 'the row', ms: 1000, everyMs: 20 }, async () => {
      return (await rowsOf(40)).length === 1;
    });
    await until(clock, { what: 'the end of the lease', ms: 5000, everyMs: 20 }, async () => {
      return (await service.ask('/ready')).status === 503;
    });
    redis.signal('SIGCONT');
    expect(await writing).toMatchObject({
      status: 502,
      body: { error: 'lease-expired', certainlyNotDone: false },
    });
  } finally {
    redis.signal('SIGCONT');
    etcd.signal('SIGCONT');
  }
  await service.untilReady();
});

it('says that it does not know when a store fails after the commit', async () => {
  redis.signal('SIGSTOP');
  try {
    const answer = await service.write(50);
    expect(answer).toMatchObject({
      status: 502,
      body: { error: 'cache-failed', certainlyNotDone: false },
    });
    expect(answer.tookMs).toBeLessThan(request.dependencyTimeoutMs + 500);
    expect(await rowsOf(50)).toHaveLength(1);
  } finally {
    redis.signal('SIGCONT');
  }
  await until(clock, { what: 'the cache again', ms: 5000 }, async () => {
    const again = await service.write(51 + Math.round(clock.monotonicMs()));
    return again.status === 201;
  });
});

it('cancels a commit that waits for a standby, and does not take it for a success', async () => {
  await demandStandby('nobody');
  try {
    const answer = await service.write(57);
    expect(answer).toMatchObject({
      status: 502,
      body: { error: 'commit-doubtful', certainlyNotDone: false },
    });
    expect(answer.tookMs).toBeLessThan(request.dependencyTimeoutMs);
    const waiting = `select pid from pg_stat_activity where wait_event = 'SyncRep'`;
    expect(await execute(database.admin, waiting)).toEqual([]);
    expect(await rowsOf(57)).toHaveLength(1);
    expect(await cached(57)).toBeNull();
  } finally {
    await demandStandby('');
  }
  await acknowledged(58);
});

it('answers while Postgres is frozen, and writes again when it is not', async () => {
  await acknowledged(60);
  signalDatabase('SIGSTOP');
  const answers: Awaited<ReturnType<typeof service.ask>>[] = [];
  try {
    // Alone, so that it has the idle session; the others may find none.
    answers.push(await service.write(61));
    answers.push(...(await Promise.all([service.write(62), service.read(63)])));
    for (const { tookMs } of answers)
      expect(tookMs).toBeLessThan(2 * request.dependencyTimeoutMs + 500);
    // The idle session took the insert, and may yet do it.
    expect(answers[0]).toMatchObject({ status: 502, body: { certainlyNotDone: false } });
    expect(answers[1]).toMatchObject({ status: expect.toBeOneOf([502, 503]) });
    expect(answers[2]).toMatchObject({ status: 503, body: { error: 'read-failed' } });
    expect(await service.ask('/ready')).toMatchObject({ status: 503 });
  } finally {
    signalDatabase('SIGCONT');
  }
  await service.untilReady();
  await acknowledged(64);
  if (answers[1]?.body.certainlyNotDone === true) expect(await rowsOf(62)).toEqual([]);
});

it('is refused by the database once the fence stands in a newer epoch', async () => {
  await acknowledged(70);
  await execute(database.admin, 'update blackstart.fence set epoch = 2');
  expect(await service.write(71)).toMatchObject({
    status: 503,
    body: { error: 'old-epoch', certainlyNotDone: true },
  });
  expect(await rowsOf(71)).toEqual([]);
  await nameWriter(etcdAt, request.region, 2);
  await service.untilReady('2');
  expect((await acknowledged(72)).body).toMatchObject({ epoch: 2 });
  expect(await rowsOf(72)).toMatchObject([{ epoch: '2' }]);
});

it('ends within 2 s of SIGTERM while Postgres is frozen', async () => {
  signalDatabase('SIGSTOP');
  try {
    const writing = service.write(80).catch(() => undefined);
    const startedMs = clock.monotonicMs();
    app.signal('SIGTERM');
    await app.exited;
    expect(clock.monotonicMs() - startedMs).toBeLessThan(2000);
    await writing;
  } finally {
    signalDatabase('SIGCONT');
  }
});

async function acknowledged(id: number) {
  const answer = await service.write(id);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return answer;
}

/** Commits wait for a standby of this name; for none, if it is empty. */
async function demandStandby(name: string): Promise<void> {
  const set = `alter system set synchronous_standby_names = '${name}'`;
  await execute(database.admin, set, 'select pg_reload_conf()');
  await until(clock, { what: 'the new setting', ms: 5000, everyMs: 20 }, async () => {
    const [row] = await execute(database.admin, 'show synchronous_standby_names');
    return (row as { synchronous_standby_names: string }).synchronous_standby_names === name;
  });
}

function signalDatabase(signal: 'SIGSTOP' | 'SIGCONT'): void {
  database.server.signalTree(signal);
}

async function rowsOf(id: number): Promise<unknown[]> {
  const query = `select epoch, payload from blackstart.operation where id = ${id}`;
  return execute(database.admin, query);
}

async function cached(id: number): Promise<unknown> {
  const client = createClient({ socket: redisAt });
  await client.connect();
  const value = await client.get(`operation:${id}`);
  client.destroy();
  return value && JSON.parse(String(value));
}

async function objectOf(id: number): Promise<string | undefined> {
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://${host}:${s3At.port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const found = await client.send(
    new GetObjectCommand({ Bucket: s3At.bucket, Key: `operations/${id}` }),
  );
  return found.Body?.transformToString();
}

async function eventOf(key: string): Promise<unknown> {
  const consumer = new Consumer({
    clientId: 'test',
    groupId: 'test',
    bootstrapBrokers: [`${host}:${kafkaAt.port}`],
    deserializers: stringDeserializers,
  });
  const stream = await consumer.consume({
    topics: ['test-events'],
    mode: MessagesStreamModes.EARLIEST,
  });
  try {
    for await (const message of stream) if (message.key === key) return JSON.parse(message.value);
    return undefined;
  } finally {
    await consumer.close(true);
  }
}
