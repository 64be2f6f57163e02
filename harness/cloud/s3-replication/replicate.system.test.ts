import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import { startLocalStack } from '../testbed/localstack.ts';
import { createS3Client } from './client.ts';
import { listVersions } from './list-versions.ts';
import { replicateBuckets } from './replicate.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const slot = 1 + (process.pid % 250);
const east = { host: `127.110.${slot}.1`, port: 4566 };
const west = { host: `127.120.${slot}.1`, port: 4566 };
/** Nobody is there. */
const nowhere = { host: `127.140.${slot}.1`, port: 4566 };
const buckets = {
  east: { region: 'us-east-1', api: east, seenFrom: { 'us-west-2': east } },
  west: { region: 'us-west-2', api: west, seenFrom: { 'us-east-1': west } },
  lost: { region: 'eu-west-1', api: nowhere, seenFrom: { 'us-east-1': nowhere } },
};
const settleMs = 20_000;

const lines: string[] = [];
const log = pino({}, { write: (line) => void lines.push(line) });
const resources = new AsyncDisposableStack();
const [source, target] = [createS3Client(east), createS3Client(west)];
let servers: Awaited<ReturnType<typeof startLocalStack>>[];
let replication: AsyncDisposable;

beforeAll(async () => {
  servers = await Promise.all([startLocalStack(east, 's3'), startLocalStack(west, 's3')]);
  for (const server of servers) resources.use(server);
  // A rule is taken only for a bucket that the same LocalStack has.
  for (const name of Object.keys(buckets)) await createBucket(source, name);
  await createBucket(target, 'west');
  await follow(source, 'east', ['lost', 'west']);
  replication = replicateBuckets(buckets, { clock, log });
});

afterAll(async () => {
  await replication?.[Symbol.asyncDispose]();
  await resources.disposeAsync();
});

async function createBucket(client: S3Client, Bucket: string): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

/** What is under `operations/` in a bucket is replicated to these. */
async function follow(client: S3Client, Bucket: string, destinations: readonly string[]) {
  const Rules = destinations.map((name, index) => ({
    ...{ ID: name, Priority: index + 1, Status: 'Enabled', Filter: { Prefix: 'operations/' } },
    DeleteMarkerReplication: { Status: 'Enabled' },
    Destination: { Bucket: `arn:aws:s3:::${name}` },
  })) as never;
  const ReplicationConfiguration = { Role: 'arn:aws:iam::000000000000:role/replication', Rules };
  await client.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
}

const put = (Key: string, Body: string, more = {}) =>
  source.send(new PutObjectCommand({ Bucket: 'east', Key, Body, ...more }));

const copied = (what: string, probe: () => Promise<boolean>) =>
  until(clock, { what, ms: settleMs, everyMs: 100 }, probe);

const versionsOf = async (client: S3Client, bucket: string, key: string) =>
  (await listVersions(client, bucket)).filter((version) => version.key === key);

/** All versions that a rule is for. */
async function allIn(client: S3Client, bucket: string): Promise<readonly string[]> {
  const versions = (await listVersions(client, bucket)).filter(({ key }) => key !== 'other/1');
  return versions.map(({ key, etag }) => `${key} ${etag}`).toSorted();
}

async function textOf(key: string): Promise<string | undefined> {
  const found = await target.send(new GetObjectCommand({ Bucket: 'west', Key: key }));
  return found.Body?.transformToString();
}

test('a new object comes with its data and metadata, though another bucket is away', async () => {
  await put('operations/1', 'one', { ContentType: 'text/plain', Metadata: { epoch: '3' } });
  await put('other/1', 'no rule says so');
  await copied('the object', async () => (await textOf('operations/1')) === 'one');
  const found = await target.send(new GetObjectCommand({ Bucket: 'west', Key: 'operations/1' }));
  expect(found).toMatchObject({ ContentType: 'text/plain', Metadata: { epoch: '3' } });
  expect(await versionsOf(target, 'west', 'other/1')).toEqual([]);
});

test('versions come in their order, and a deletion after them', async () => {
  for (const text of ['a', 'b', 'a']) await put('operations/2', text);
  await copied('three versions', async () => {
    return (await versionsOf(target, 'west', 'operations/2')).length === 3;
  });
  const etags = async (client: S3Client, bucket: string) =>
    (await versionsOf(client, bucket, 'operations/2')).map(({ etag }) => etag);
  expect(await textOf('operations/2')).toBe('a');
  expect((await etags(target, 'west')).toSorted()).toEqual(
    (await etags(source, 'east')).toSorted(),
  );

  await source.send(new DeleteObjectCommand({ Bucket: 'east', Key: 'operations/2' }));
  await copied('the deletion', async () => {
    const latest = (await versionsOf(target, 'west', 'operations/2')).at(-1);
    return latest?.isLatest === true && latest.etag === undefined;
  });
  await expect(textOf('operations/2')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('two buckets that follow each other come to rest', async () => {
  await createBucket(target, 'east');
  await follow(target, 'west', ['east']);
  const putThere = (Key: string) =>
    target.send(new PutObjectCommand({ Bucket: 'west', Key, Body: 'there' }));
  const came = (key: string) =>
    copied(key, async () => (await versionsOf(source, 'east', key)).length > 0);
  await putThere('operations/5');
  await came('operations/5');
  await target.send(new DeleteObjectCommand({ Bucket: 'west', Key: 'operations/5' }));
  await copied('the deletion', async () => {
    return (await versionsOf(source, 'east', 'operations/5')).at(-1)?.etag === undefined;
  });
  // What went round would have come again before the next object of either side.
  for (const [key, write] of Object.entries({ 'operations/6': putThere, 'operations/7': put })) {
    await write(key, 'next');
    await copied(key, async () => (await allIn(source, 'east')).join().includes(key));
    await copied(key, async () => (await allIn(target, 'west')).join().includes(key));
  }
  expect(await allIn(source, 'east')).toEqual(await allIn(target, 'west'));
});

test('a new replicator finds what is there and copies nothing twice', async () => {
  const before = await listVersions(target, 'west');
  await replication[Symbol.asyncDispose]();
  replication = replicateBuckets(buckets, { clock, log });
  await put('operations/3', 'three');
  await copied('the next object', async () => (await textOf('operations/3')) === 'three');
  expect(await listVersions(target, 'west')).toHaveLength(before.length + 1);
});

test('a destination that comes back empty gets all that was copied, and the rest', async () => {
  lines.splice(0);
  await servers[1]?.kill();
  await copied('the replicator to notice', async () =>
    lines.some((line) => line.includes('objects cannot be copied') && line.includes('west')),
  );
  await put('operations/4', 'four');
  await expect(textOf('operations/4')).rejects.toThrow();
  servers[1] = resources.use(await startLocalStack(west, 's3'));
  await createBucket(target, 'west');
  for (const [key, text] of Object.entries({ 1: 'one', 3: 'three', 4: 'four' })) {
    await copied(`operations/${key}`, async () => (await textOf(`operations/${key}`)) === text);
  }
  const all = (await allIn(source, 'east')).join();
  await copied('all the rest', async () => (await allIn(target, 'west')).join() === all);
});

test('a source that is gone takes nothing from its copies', async () => {
  const before = await listVersions(target, 'west');
  await servers[0]?.kill();
  await copied('the replicator to notice', async () =>
    lines.some((line) => line.includes('no answer of the bucket')),
  );
  expect(await listVersions(target, 'west')).toEqual(before);
  await replication[Symbol.asyncDispose]();
});
