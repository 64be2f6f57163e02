import { Admin, Consumer, stringDeserializers } from '@platformatic/kafka';
import pg from 'pg';
import { createClient } from 'redis';
import { request } from 'undici';
import { type Address, addressFrom, resolveAt } from '../../engine/index.ts';
import { createS3Client, listVersions } from '../cloud/index.ts';
import type { RunningRegions } from './runtime.ts';

const answerMs = 3_000;

/** A server of a region as some place finds it. */
export function seen(
  regions: RunningRegions,
  place: string,
  region: string,
  service: 'postgres' | 'redis' | 'kafka' | 's3' | 'gateway' | 'etcd',
): Address {
  const endpoints = regions.endpoints(place).regions[region];
  if (!endpoints) throw new RangeError(`no region ${region}`);
  return addressFrom(place, endpoints[service].seenFrom);
}

/** Status of one write through a region's gateway, from within that region. */
export async function write(regions: RunningRegions, region: string, id: number) {
  const { host, port } = seen(regions, region, region, 'gateway');
  const { statusCode, body } = await request(`http://${host}:${port}/operations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, payload: `of ${region}` }),
    signal: AbortSignal.timeout(answerMs),
  });
  await body.dump();
  return statusCode;
}

/** Status of the question whether a region can write, asked of its gateway. */
export async function readiness(regions: RunningRegions, region: string): Promise<number> {
  const { host, port } = seen(regions, region, region, 'gateway');
  const signal = AbortSignal.timeout(answerMs);
  const { statusCode, body } = await request(`http://${host}:${port}/ready`, { signal });
  await body.dump();
  return statusCode;
}

/** One statement at a region's own database, as its administrator. */
export async function sql(regions: RunningRegions, region: string, text: string) {
  const endpoint = regions.endpoints(region).regions[region]?.postgres;
  if (!endpoint) throw new RangeError(`no region ${region}`);
  const { user, password, database } = endpoint;
  const client = new pg.Client({
    ...seen(regions, region, region, 'postgres'),
    user,
    password,
    database,
    connectionTimeoutMillis: answerMs,
    query_timeout: 10 * answerMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Ids of all operations that a region's database holds, ascending. */
export async function idsIn(regions: RunningRegions, region: string): Promise<readonly number[]> {
  const rows = await sql(regions, region, 'select id from blackstart.operation order by id');
  return rows.map(({ id }) => Number(id));
}

export async function withRedis<T>(
  { host, port }: Address,
  work: (client: ReturnType<typeof createClient>) => Promise<T>,
): Promise<T> {
  const client = createClient({
    socket: { host, port, connectTimeout: answerMs, reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client as ReturnType<typeof createClient>);
  } finally {
    client.destroy();
  }
}

/** Keys of all objects in a region's bucket. */
export async function objectsIn(
  regions: RunningRegions,
  region: string,
): Promise<readonly string[]> {
  const client = createS3Client(seen(regions, region, region, 's3'));
  try {
    const bucket = regions.endpoints(region).regions[region]?.s3.bucket ?? '';
    return (await listVersions(client, bucket)).map(({ key }) => key);
  } finally {
    client.destroy();
  }
}

/** Least of ten round trips to a Redis, milliseconds: the least noise. */
export function roundTripMs(address: Address, now: () => number): Promise<number> {
  return withRedis(address, async (client) => {
    let leastMs = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 10; turn += 1) {
      const beganMs = now();
      await client.ping();
      leastMs = Math.min(leastMs, now() - beganMs);
    }
    return leastMs;
  });
}

/** Keys of the first events of a topic, by a consumer that starts at its beginning. */
export async function firstKeys(
  { host, port }: Address,
  topic: string,
  count: number,
): Promise<readonly string[]> {
  const consumer = new Consumer({
    groupId: `contract-${host}-${port}`,
    clientId: 'contract',
    bootstrapBrokers: [`${host}:${port}`],
    deserializers: stringDeserializers,
  });
  try {
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest' });
    const keys: string[] = [];
    for await (const { key } of stream) {
      keys.push(String(key));
      if (keys.length === count) break;
    }
    return keys;
  } finally {
    await consumer.close(true);
  }
}

/** Where a broker tells its clients to go on. */
export async function advertisedTo({ host, port }: Address): Promise<readonly Address[]> {
  const admin = new Admin({ clientId: 'contract', bootstrapBrokers: [`${host}:${port}`] });
  try {
    const { brokers } = await admin.metadata({ topics: [] });
    return [...brokers.values()].map((broker) => ({ host: broker.host, port: broker.port }));
  } finally {
    await admin.close();
  }
}

/** Addresses that the service's name has at a vantage now. */
export async function namedAt(
  regions: RunningRegions,
  vantage: string,
): Promise<readonly string[]> {
  const { vantages, service } = regions.endpoints(vantage);
  const at = vantages[vantage]?.resolver;
  if (!at) throw new RangeError(`no vantage ${vantage}`);
  return resolveAt(at, service.name, answerMs);
}
