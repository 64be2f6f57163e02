import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { deadlines } from '../deadlines.ts';
import type { ObjectVersion } from './list-versions.ts';

/** What of a version is copied: data, headers and metadata, but no tags and no access lists. */
export type ObjectContent = Omit<PutObjectCommandInput, 'Bucket' | 'Key'>;

const limited = (signal: AbortSignal) => ({
  abortSignal: AbortSignal.any([signal, AbortSignal.timeout(deadlines.apiCallMs)]),
});

/** Undefined if the bucket does not hold the version any more. Rejects with the SDK's error. */
export async function readVersion(
  client: S3Client,
  bucket: string,
  { key, id }: ObjectVersion,
  signal: AbortSignal,
): Promise<ObjectContent | undefined> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: id });
  try {
    const found = await client.send(command, limited(signal));
    const body = await found.Body?.transformToByteArray();
    return {
      ...(body ? { Body: body } : {}),
      Metadata: found.Metadata,
      ContentType: found.ContentType,
      ContentEncoding: found.ContentEncoding,
      ContentLanguage: found.ContentLanguage,
      ContentDisposition: found.ContentDisposition,
      CacheControl: found.CacheControl,
    };
  } catch (error) {
    if (['NoSuchVersion', 'NoSuchKey'].includes((error as Error).name)) return undefined;
    throw error;
  }
}

/** Id of the new version of the object. Rejects with the SDK's error. */
export async function writeVersion(
  client: S3Client,
  bucket: string,
  key: string,
  content: ObjectContent,
  signal: AbortSignal,
): Promise<string> {
  const command = new PutObjectCommand({ ...content, Bucket: bucket, Key: key });
  const { VersionId } = await client.send(command, limited(signal));
  return VersionId ?? 'null';
}

/**
 * Deletes the object as the source did: older versions stay. Gives the id of the marker. Rejects
 * with the SDK's error.
 */
export async function writeMarker(
  client: S3Client,
  bucket: string,
  key: string,
  signal: AbortSignal,
): Promise<string> {
  const command = new DeleteObjectCommand({ Bucket: bucket, Key: key });
  const { VersionId } = await client.send(command, limited(signal));
  return VersionId ?? 'null';
}
