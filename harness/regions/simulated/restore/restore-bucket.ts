import { DeleteBucketPolicyCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { createS3Client } from '../../../cloud/index.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';
import { bucketOf } from '../site.ts';

/** Whether a region's bucket has a policy: the first topology has none. */
export async function hasPolicy({ addresses }: SimulatedRegions, region: string): Promise<boolean> {
  const client = createS3Client(addresses.local(region, 's3'));
  try {
    await client.send(new GetBucketPolicyCommand({ Bucket: bucketOf(region) }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'NoSuchBucketPolicy') return false;
    throw error;
  } finally {
    client.destroy();
  }
}

/** A region's bucket takes objects again. Rejects with the SDK's error. */
export async function openBucket({ addresses }: SimulatedRegions, region: string): Promise<void> {
  const client = createS3Client(addresses.local(region, 's3'));
  try {
    await client.send(new DeleteBucketPolicyCommand({ Bucket: bucketOf(region) }));
  } finally {
    client.destroy();
  }
}
