import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import { createS3Client } from '../../cloud/index.ts';
import { createTestbed, type Testbed } from '../../workload/testbed/servers.ts';
import { startS3 } from '../../workload/testbed/stores.ts';
import { hastyClock, regionsAt } from '../testbed/regions-at.ts';
import { readBackS3 } from './s3.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const api = { host: `127.110.${1 + (process.pid % 250)}.1`, port: 4566 };
const nowhere = { host: api.host, port: 4567 };
const west = { s3: { ...api, bucket: 'west' } };
const regions = regionsAt({ 'us-east-1': { s3: { ...api, bucket: 'east' } }, 'us-west-2': west });
const cutOff = regionsAt({
  'us-east-1': { s3: { ...nowhere, bucket: 'east' } },
  'us-west-2': west,
});

const client = createS3Client(api);
let bed: Testbed;
beforeAll(async () => {
  bed = createTestbed();
  await startS3(bed, api, 'east');
  await client.send(new CreateBucketCommand({ Bucket: 'west' }));
  for (const Bucket of ['east', 'west']) {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
});
afterAll(async () => {
  client.destroy();
  await bed[Symbol.asyncDispose]();
});

const put = (bucket: string, id: number) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key: `operations/${id}`, Body: 'x' }));

test('a bucket of several pages is read whole, by its latest versions', async () => {
  for (let id = 1; id <= 1010; id += 1) await put('east', id);
  await put('east', 5);
  await client.send(new DeleteObjectCommand({ Bucket: 'east', Key: 'operations/7' }));
  await client.send(new PutObjectCommand({ Bucket: 'east', Key: 'other/2000', Body: 'x' }));
  const [found, ...more] = await readBackS3({ regions, serving: 'us-east-1', clock });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ store: 's3', region: 'us-east-1', complete: true });
  expect(found?.ids).toEqual([
    [1, 6],
    [8, 1010],
  ]);
  expect(found?.proof).toMatch(/1012 versions and 1 delete markers/);
});

test('a copy that lacks an object of its source is not complete, until it has it', async () => {
  await client.send(new DeleteObjectCommand({ Bucket: 'east', Key: 'operations/1' }));
  for (const id of [20, 30]) await put('west', id);
  const hasty = hastyClock(clock, 40);
  const [behind] = await readBackS3({ regions, serving: 'us-west-2', clock: hasty });
  expect(behind).toMatchObject({ region: 'us-west-2', complete: false });
  expect(behind?.proof).toMatch(/waited .* the 1008 objects of us-east-1/);
  for (let id = 2; id <= 1010; id += 1) if (id !== 7) await put('west', id);
  const [found] = await readBackS3({ regions, serving: 'us-west-2', clock });
  expect(found).toMatchObject({ complete: true });
  expect(found?.proof).toMatch(/holds the 1008 objects of us-east-1/);
});

test('what earlier runs have left in a source need not be in its copy', async () => {
  await client.send(new DeleteObjectCommand({ Bucket: 'west', Key: 'operations/2' }));
  const asked = { regions, serving: 'us-west-2', clock: hastyClock(clock, 40) };
  expect(await readBackS3({ ...asked, firstId: 2 })).toMatchObject([{ complete: false }]);
  const [found] = await readBackS3({ ...asked, firstId: 3 });
  expect(found).toMatchObject({ complete: true });
  expect(found?.proof).toMatch(/holds the 1007 objects of us-east-1/);
});

test('what is left of a source that does not answer is what its copy has', async () => {
  const [found] = await readBackS3({ regions: cutOff, serving: 'us-west-2', clock });
  expect(found).toMatchObject({ complete: true });
  expect(found?.proof).toMatch(/no more comes: us-east-1 does not answer us-west-2/);
});
