import { S3Client } from '@aws-sdk/client-s3';
import type { Address } from '../../../engine/index.ts';

/** Whose writes are replicas, to LocalStack as it is started here. */
export const replicationKey = 'replication';

/**
 * A client of the S3 API at an address. It tries once: whoever calls knows better whether and when
 * to try again. LocalStack takes any credentials, and any region for any bucket.
 */
export function createS3Client({ host, port }: Address, accessKeyId = 'test'): S3Client {
  return new S3Client({
    endpoint: `http://${host}:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
