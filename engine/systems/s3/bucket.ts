import type { Address, S3Credentials } from '../../ports/endpoints.ts';
import type { BucketPolicy } from './bucket-policy.ts';
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
 * another makes at the same time can be lost. The SDK is loaded when it is first needed: an engine
 * that only watches does without it.
 */
export class Bucket {
  readonly #options: BucketOptions;
  #policy: BucketPolicy | undefined;

  /** Connects nothing yet. */
  constructor(options: BucketOptions) {
    this.#options = options;
  }

  /** Nobody writes or deletes objects any more, also who did so until now; replicas still come. */
  async refuseWrites(timeoutMs: number): Promise<void> {
    const policy = await this.load();
    const limit = { abortSignal: AbortSignal.timeout(timeoutMs) };
    await policy.put(withFence(await policy.read(limit), this.#options.bucket), limit);
  }

  /** Objects are written again, as far as the policy of others lets them be. */
  async takeWrites(timeoutMs: number): Promise<void> {
    const policy = await this.load();
    const limit = { abortSignal: AbortSignal.timeout(timeoutMs) };
    const present = await policy.read(limit);
    if (present === undefined || !isFenced(present)) return;
    const rest = withoutFence(present);
    await (rest === undefined ? policy.remove(limit) : policy.put(rest, limit));
  }

  /** Beforehand, so that the first call does not take longer. */
  async load(): Promise<BucketPolicy> {
    const { BucketPolicy: Policy } = await import('./bucket-policy.ts');
    this.#policy ??= new Policy(this.#options);
    return this.#policy;
  }
}
