import type { BucketOptions } from '../../systems/s3/bucket.ts';
import { BucketPolicy } from '../../systems/s3/bucket-policy.ts';
import type { Question } from './question.ts';

const allow = 'allow s3:GetBucketPolicy, s3:PutBucketPolicy and s3:DeleteBucketPolicy';
const key = 's3.credentials in the endpoints, or what the AWS SDK finds';
const ofKey = ['InvalidAccessKeyId', 'SignatureDoesNotMatch'];

/** Its policy is what fences a bucket. Whether it may be written as well cannot be asked. */
export function s3Question(options: BucketOptions): Question {
  const policy = new BucketPolicy(options);
  return {
    of: 's3',
    region: options.region,
    ask: (timeoutMs) =>
      policy.read({ abortSignal: AbortSignal.timeout(timeoutMs) }).then(
        () => undefined,
        (error: SdkError) => refusalIn(error, options.bucket),
      ),
  };
}

/** As the AWS SDK throws it. */
export interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Throws what says nothing: no answer, or that of an S3 that is ill or busy. */
export function refusalIn(error: SdkError, bucket: string): string {
  const { name, $metadata } = error;
  if (name === 'CredentialsProviderError') return `has no key to be asked with: give ${key}`;
  if (name === 'NoSuchBucket') return `has no bucket ${bucket}: make it, or put s3.bucket right`;
  const status = $metadata?.httpStatusCode;
  if (status === 400 || status === 401 || ofKey.includes(name)) {
    return `refuses the key (${name}): put right ${key}`;
  }
  if (status === 403) return `refuses the policy of bucket ${bucket} (${name}): ${allow} to ${key}`;
  throw error;
}
