import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Bucket } from '../../engine/index.ts';
import { createS3Client, replicationKey } from '../cloud/s3-replication/client.ts';
import { startLocalStack } from '../cloud/testbed/localstack.ts';

const slot = 1 + (process.pid % 250);
const address = { host: `127.150.${slot}.1`, port: 4566 };
const name = 'objects';
const timeoutMs = 3_000;
const options = { region: 'us-east-1', address, bucket: name };
const credentials = { accessKeyId: 'engine', secretAccessKey: 'any' };
const bucket = new Bucket({ ...options, credentials });
const [service, replication] = [createS3Client(address), createS3Client(address, replicationKey)];

let server: Awaited<ReturnType<typeof startLocalStack>>;
beforeAll(async () => {
  server = await startLocalStack(address, 's3');
  await service.send(new CreateBucketCommand({ Bucket: name }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await service.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
});
afterAll(() => server?.[Symbol.asyncDispose]());
beforeEach(() => bucket.takeWrites(timeoutMs));

const answer = (sent: Promise<unknown>) =>
  sent.then(
    () => 'done',
    (error: Error) => error.name,
  );
const put = (Key: string, client = service) =>
  answer(client.send(new PutObjectCommand({ Bucket: name, Key, Body: 'x' })));
const remove = (Key: string, VersionId?: string) =>
  answer(service.send(new DeleteObjectCommand({ Bucket: name, Key, VersionId })));
const read = (Key: string) => answer(service.send(new GetObjectCommand({ Bucket: name, Key })));
const policy = async () =>
  (await service.send(new GetBucketPolicyCommand({ Bucket: name }))).Policy ?? '';

it('refuses writes and deletions to those who wrote until now; reading goes on', async () => {
  const kept = { Bucket: name, Key: 'kept', Body: 'x' };
  const { VersionId } = await service.send(new PutObjectCommand(kept));
  await bucket.refuseWrites(timeoutMs);
  expect([await put('late'), await remove('kept')]).toEqual(['AccessDenied', 'AccessDenied']);
  expect(await remove('kept', VersionId)).toBe('AccessDenied');
  expect([await read('kept'), await read('late')]).toEqual(['done', 'NoSuchKey']);
});

it('lets replicas in all the same', async () => {
  await bucket.refuseWrites(timeoutMs);
  expect(await put('replica', replication)).toBe('done');
  expect(await read('replica')).toBe('done');
});

it('takes writes again, however often it was told not to', async () => {
  await bucket.refuseWrites(timeoutMs);
  await bucket.refuseWrites(timeoutMs);
  await bucket.takeWrites(timeoutMs);
  expect(await put('again')).toBe('done');
  await expect(policy()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  await bucket.takeWrites(timeoutMs);
});

it('leaves to others what they have said', async () => {
  const Locked = {
    ...{ Sid: 'Locked', Effect: 'Deny', Principal: { AWS: '*' } },
    ...{ Action: 's3:Put*', Resource: `arn:aws:s3:::${name}/locked/*` },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Locked] });
  await service.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
  await bucket.refuseWrites(timeoutMs);
  expect([await put('locked/1'), await put('other')]).toEqual(['AccessDenied', 'AccessDenied']);
  await bucket.takeWrites(timeoutMs);
  expect([await put('locked/1'), await put('other')]).toEqual(['AccessDenied', 'done']);
  expect(JSON.parse(await policy())).toEqual(JSON.parse(Policy));
});

it('says so where there is no such bucket', async () => {
  const missing = new Bucket({ ...options, bucket: 'missing', credentials });
  for (const told of [missing.refuseWrites(timeoutMs), missing.takeWrites(timeoutMs)]) {
    await expect(told).rejects.toMatchObject({ name: 'NoSuchBucket' });
  }
});

it('waits no longer than it was given for an S3 that is silent, or gone', async () => {
  const gone = new Bucket({ ...options, address: { ...address, port: 4_567 }, credentials });
  await expect(gone.refuseWrites(timeoutMs)).rejects.toThrow(/ECONNREFUSED/);
  server.freeze();
  const beganMs = performance.now();
  await expect(bucket.refuseWrites(300)).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - beganMs).toBeLessThan(3_000);
  server.thaw();
});
