import {
  GetBucketReplicationCommand,
  type ReplicationRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { deadlines } from '../deadlines.ts';
import type { ObjectVersion } from './list-versions.ts';

/** One rule that is in force: what is copied, and to which bucket. */
export interface Rule {
  readonly bucket: string;
  readonly prefix: string;
  readonly deleteMarkers: boolean;
}

/** Rules of a bucket; none if it does not replicate. Rejects with the SDK's error. */
export async function readRules(
  client: S3Client,
  bucket: string,
  signal: AbortSignal,
): Promise<readonly Rule[]> {
  const limit = AbortSignal.timeout(deadlines.apiCallMs);
  try {
    const { ReplicationConfiguration } = await client.send(
      new GetBucketReplicationCommand({ Bucket: bucket }),
      { abortSignal: AbortSignal.any([signal, limit]) },
    );
    return rulesInForce(ReplicationConfiguration?.Rules ?? []);
  } catch (error) {
    if ((error as Error).name === 'ReplicationConfigurationNotFoundError') return [];
    throw error;
  }
}

/** Those that are enabled, the one of highest priority first. */
export function rulesInForce(rules: readonly ReplicationRule[]): readonly Rule[] {
  return rules
    .filter(({ Status }) => Status === 'Enabled')
    .toSorted((a, b) => (b.Priority ?? 0) - (a.Priority ?? 0))
    .map((rule) => ({
      bucket: rule.Destination?.Bucket?.replace(/^arn:aws:s3:::/, '') ?? '',
      prefix: rule.Filter?.Prefix ?? rule.Prefix ?? '',
      deleteMarkers: rule.DeleteMarkerReplication?.Status === 'Enabled',
    }));
}

/**
 * Whether a version is copied by these rules of one destination; the first that fits decides. Of
 * delete markers only the latest is: one that was written over says nothing any more.
 */
export function isCopied(rules: readonly Rule[], { key, etag, isLatest }: ObjectVersion): boolean {
  const rule = rules.find(({ prefix }) => key.startsWith(prefix));
  if (!rule) return false;
  return etag !== undefined || (rule.deleteMarkers && isLatest);
}
