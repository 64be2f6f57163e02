import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BucketOptions } from './bucket.ts';

/** The policy of one bucket, through the API. Every call throws the SDK's error. */
export class BucketPolicy {
  readonly #client: S3Client;
  readonly #bucket: string;

  /** Connects nothing yet. */
  constructor({ region, address, bucket, credentials }: BucketOptions) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      region,
      endpoint: `http://${address.host}:${address.port}`,
      forcePathStyle: true,
      maxAttempts: 1,
      ...(credentials ? { credentials } : {}),
    });
  }

  /** Undefined if there is none. */
  async read(limit: Limit): Promise<string | undefined> {
    try {
      const asked = new GetBucketPolicyCommand({ Bucket: this.#bucket });
      return (await this.#client.send(asked, limit)).Policy;
    } catch (error) {
      if ((error as Error).name === 'NoSuchBucketPolicy') return undefined;
      throw error;
    }
  }

  async put(Policy: string, limit: Limit): Promise<void> {
    await this.#client.send(new PutBucketPolicyCommand({ Bucket: this.#bucket, Policy }), limit);
  }

  async remove(limit: Limit): Promise<void> {
    await this.#client.send(new DeleteBucketPolicyCommand({ Bucket: this.#bucket }), limit);
  }
}

interface Limit {
  readonly abortSignal: AbortSignal;
}
