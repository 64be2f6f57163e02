import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createS3Client } from '../cloud/index.ts';
import { seen } from '../regions/contract-clients.ts';
import type { RunningRegions } from '../regions/runtime.ts';

/** Whether a region's bucket takes an object, asked of it by a client of its own. */
export async function takesObjects(regions: RunningRegions, region: string): Promise<boolean> {
  const client = createS3Client(seen(regions, region, region, 's3'));
  try {
    const Bucket = regions.endpoints(region).regions[region]?.s3.bucket;
    await client.send(new PutObjectCommand({ Bucket, Key: 'tried', Body: 'of nobody' }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'AccessDenied') return false;
    throw error;
  } finally {
    client.destroy();
  }
}
