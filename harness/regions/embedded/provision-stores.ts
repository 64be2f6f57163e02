import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Address } from '../../../engine/index.ts';
import { type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { kafkaAdmin } from './servers/kafka.ts';

/** Topics of one partition, as far as they are not there. */
export async function createTopics(
  clock: Clock,
  broker: Address,
  topics: readonly string[],
): Promise<void> {
  const deadline = { what: `topics at ${broker.host}`, ms: deadlines.provisionMs };
  await until(clock, deadline, async () => {
    const admin = kafkaAdmin(broker);
    try {
      const there = await admin.listTopics();
      const missing = topics.filter((topic) => !there.includes(topic));
      if (missing.length > 0) {
        await admin.createTopics({ topics: missing, partitions: 1, replicas: 1 });
      }
      return true;
    } finally {
      await admin.close();
    }
  });
}

/** The bucket of a region; nothing if it is there. */
export async function createBucket(
  { host, port }: Address,
  region: string,
  bucket: string,
): Promise<void> {
  const client = new S3Client({
    endpoint: `http://${host}:${port}`,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const location = region === 'us-east-1' ? {} : { LocationConstraint: region as 'us-west-2' };
  try {
    await client
      .send(new HeadBucketCommand({ Bucket: bucket }))
      .catch(() =>
        client.send(
          new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: location }),
        ),
      );
  } finally {
    client.destroy();
  }
}
