import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  type ReplicationRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createS3Client } from '../../cloud/index.ts';
import { bucketOf, type Site } from './site.ts';

/** LocalStack asks for a role and looks at none. */
const ROLE = 'arn:aws:iam::000000000000:role/replication';

/**
 * The bucket of a region, with versions; that of a region that may serve is replicated to all
 * others, so that nothing has to be set up when it does. Repeated, it changes nothing. Rejects with
 * the SDK's error.
 */
export async function provisionBuckets({ addresses, topology }: Site, region: string) {
  const serves = topology.regions.some(({ name, role }) => name === region && role !== 'cold');
  const others = addresses.regions.filter((other) => other !== region);
  const client = createS3Client(addresses.local(region, 's3'));
  try {
    await createBucket(client, region, bucketOf(region));
    if (!serves) return;
    // Names of buckets are one world in AWS; a LocalStack takes a rule only for a bucket of its
    // own, so that it gets an empty namesake of each destination.
    for (const other of others) await createBucket(client, other, bucketOf(other));
    await replicate(client, bucketOf(region), others.map(bucketOf));
  } finally {
    client.destroy();
  }
}

async function createBucket(client: S3Client, region: string, bucket: string): Promise<void> {
  const location =
    region === 'us-east-1'
      ? {}
      : {
          CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
        };
  await client
    .send(new HeadBucketCommand({ Bucket: bucket }))
    .catch(() => client.send(new CreateBucketCommand({ Bucket: bucket, ...location })));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
}

async function replicate(
  client: S3Client,
  bucket: string,
  destinations: readonly string[],
): Promise<void> {
  const Rules = destinations.map(
    (name, index): ReplicationRule => ({
      ID: name,
      Priority: index + 1,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      Destination: { Bucket: `arn:aws:s3:::${name}` },
    }),
  );
  const ReplicationConfiguration = { Role: ROLE, Rules };
  await client.send(new PutBucketReplicationCommand({ Bucket: bucket, ReplicationConfiguration }));
}
