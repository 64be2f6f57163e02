import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Address, S3Credentials } from '../../ports/endpoints.ts';
import { isFenced, withFence, withoutFence } from './policy.ts';

export interface BucketOptions {
  readonly region: string;
  readonly address: Address;
  readonly bucket: string;
  /** Without, they are those that the SDK finds: environment, file, or role of the machine. */
  readonly credentials?: S3Credentials | undefined;
}

/**
 * The bucket of a region, which its policy fences. Every call throws the SDK's error, or
 * SyntaxError at a policy that is no JSON. AWS has no conditional change of a policy: one that
 * another makes at the same time can be lost.
 */
export class Bucket {
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

  /** Nobody writes or deletes objects any more, also who did so until now; replicas still come. */
  async refuseWrites(timeoutMs: number): Promise<void> {
    const limit = { abortSignal: AbortSignal.timeout(timeoutMs) };
    await this.#put(withFence(await this.#policy(limit), this.#bucket), limit);
  }

  /** Objects are written again, as far as the policy of others lets them be. */
  async takeWrites(timeoutMs: number): Promise<void> {
    const limit = { abortSignal: AbortSignal.timeout(timeoutMs) };
    const policy = await this.#policy(limit);
    if (policy === undefined || !isFenced(policy)) return;
    const rest = withoutFence(policy);
    if (rest !== undefined) return this.#put(rest, limit);
    await this.#client.send(new DeleteBucketPolicyCommand({ Bucket: this.#bucket }), limit);
  }

  async #policy(limit: { readonly abortSignal: AbortSignal }): Promise<string | undefined> {
    try {
      const asked = new GetBucketPolicyCommand({ Bucket: this.#bucket });
      return (await this.#client.send(asked, limit)).Policy;
    } catch (error) {
      if ((error as Error).name === 'NoSuchBucketPolicy') return undefined;
      throw error;
    }
  }

  async #put(Policy: string, limit: { readonly abortSignal: AbortSignal }): Promise<void> {
    await this.#client.send(new PutBucketPolicyCommand({ Bucket: this.#bucket, Policy }), limit);
  }
}
