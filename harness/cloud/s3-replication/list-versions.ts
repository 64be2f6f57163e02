import {
  type DeleteMarkerEntry,
  ListObjectVersionsCommand,
  type ListObjectVersionsOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { deadlines } from '../deadlines.ts';

/** One version of an object, or the marker that it was deleted. */
export interface ObjectVersion {
  readonly key: string;
  readonly id: string;
  /** Digest of the content; undefined for a delete marker. */
  readonly etag: string | undefined;
  readonly isLatest: boolean;
  /** Milliseconds since 1970; S3 gives whole seconds. */
  readonly modifiedMs: number;
}

/**
 * Every version in a bucket, by key and each key's oldest first, page by page. Rejects with the
 * SDK's error; a page takes at most `apiCallMs`.
 */
export async function listVersions(
  client: S3Client,
  bucket: string,
  signal?: AbortSignal,
): Promise<readonly ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (from) {
    const limit = AbortSignal.timeout(deadlines.apiCallMs);
    const page: ListObjectVersionsOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...from }),
      { abortSignal: signal ? AbortSignal.any([signal, limit]) : limit },
    );
    for (const one of page.Versions ?? []) found.push(versionOf(one, one.ETag ?? ''));
    for (const one of page.DeleteMarkers ?? []) found.push(versionOf(one, undefined));
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from =
      page.IsTruncated && KeyMarker
        ? { KeyMarker, ...(VersionIdMarker ? { VersionIdMarker } : {}) }
        : undefined;
  }
  return oldestFirst(found);
}

function versionOf(
  { Key, VersionId, IsLatest, LastModified }: DeleteMarkerEntry,
  etag: string | undefined,
): ObjectVersion {
  return {
    key: Key ?? '',
    id: VersionId ?? 'null',
    etag,
    isLatest: IsLatest ?? false,
    modifiedMs: LastModified?.getTime() ?? 0,
  };
}

/** Pages give each key's newest first, markers apart; within a second only the latest is told. */
function oldestFirst(versions: readonly ObjectVersion[]): readonly ObjectVersion[] {
  return versions
    .toReversed()
    .sort(
      (a, b) =>
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) ||
        Number(a.isLatest) - Number(b.isLatest) ||
        a.modifiedMs - b.modifiedMs,
    );
}
