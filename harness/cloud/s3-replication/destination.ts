import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { BaseLogger } from 'pino';
import type { Clock } from '../../../engine/index.ts';
import { copiesAtOnce, deadlines } from '../deadlines.ts';
import { type ObjectContent, writeMarker, writeVersion } from './copy-version.ts';
import { listVersions, type ObjectVersion } from './list-versions.ts';
import type { Replicas } from './replicas.ts';

/** Content of a version of the source; undefined if the source has lost it meanwhile. */
export type Reader = (version: ObjectVersion) => Promise<ObjectContent | undefined>;

export interface DestinationOptions {
  /** Reaches the bucket over the link from the source's region. */
  readonly client: S3Client;
  readonly bucket: string;
  readonly replicas: Replicas;
  readonly clock: Clock;
  readonly log: BaseLogger;
  readonly signal: AbortSignal;
}

/** One bucket that another is copied to. What it has was found by asking, or copied by us. */
export class Destination {
  readonly #options: DestinationOptions;
  /** Versions of the source, by id, of which nothing is left to do. */
  readonly #done = new Set<string>();
  /** Keys that a copy may have come to though nobody said so. */
  readonly #unsure = new Set<string>();
  #asked = false;
  #away = false;
  #running: Promise<void> | undefined;

  constructor(options: DestinationOptions) {
    this.#options = options;
  }

  /**
   * Begins to copy what is not there yet, each key's oldest version first; nothing while an earlier
   * call is at work. After a failure the rest waits for the next call, which asks anew what there
   * is; so a call that has nothing to copy still looks whether the bucket answers. Never rejects.
   */
  bring(versions: readonly ObjectVersion[], read: Reader): void {
    if (this.#running) return;
    this.#running = this.#bring(versions, read)
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Resolves when nothing is at work. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #bring(versions: readonly ObjectVersion[], read: Reader): Promise<void> {
    const { bucket, log, clock } = this.#options;
    if (!this.#asked) await this.#ask(versions);
    const missing = versions.filter(({ id }) => !this.#done.has(id));
    if (missing.length === 0) await this.#look();
    const keys = Map.groupBy(missing, ({ key }) => key).values();
    let worstLagMs = 0;
    const lane = async () => {
      // All lanes draw from the same iterator, so that no key is taken twice.
      for (const ofKey of keys) {
        for (const version of ofKey) {
          await this.#copy(version, read);
          worstLagMs = Math.max(worstLagMs, clock.wallMs() - version.modifiedMs);
        }
      }
    };
    await allOrFirstError(Array.from({ length: copiesAtOnce }, lane));
    if (this.#away) log.info({ bucket }, 'objects can be copied again');
    this.#away = false;
    if (missing.length > 0) log.info({ bucket, copied: missing.length, worstLagMs }, 'copied');
  }

  async #look(): Promise<void> {
    const { client, bucket, signal } = this.#options;
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(deadlines.apiCallMs)]);
    await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
  }

  /** What is there already, by content: a copy has a version id of its own. */
  async #ask(versions: readonly ObjectVersion[]): Promise<void> {
    const { client, bucket, replicas, signal } = this.#options;
    const there = new Map<string, number>();
    const likeness = ({ key, etag }: ObjectVersion) => `${etag} ${key}`;
    const wanted = new Set(versions.map(likeness));
    const found = (await listVersions(client, bucket, signal)).filter(isKept);
    for (const version of found) {
      there.set(likeness(version), (there.get(likeness(version)) ?? 0) + 1);
    }
    const alike = found.filter((version) => wanted.has(likeness(version)));
    replicas.settle(bucket, this.#unsure, alike);
    this.#unsure.clear();
    this.#done.clear();
    for (const version of versions) {
      const copies = there.get(likeness(version)) ?? 0;
      if (copies > 0) this.#done.add(version.id);
      there.set(likeness(version), copies - 1);
    }
    this.#asked = true;
  }

  async #copy(version: ObjectVersion, read: Reader): Promise<void> {
    const { client, bucket, replicas, signal } = this.#options;
    const { key, id, etag } = version;
    const content = etag === undefined ? undefined : await read(version);
    if (etag === undefined || content) {
      this.#unsure.add(key);
      await replicas.write(bucket, key, () =>
        content
          ? writeVersion(client, bucket, key, content, signal)
          : writeMarker(client, bucket, key, signal),
      );
      this.#unsure.delete(key);
    }
    this.#done.add(id);
  }

  #fail(error: unknown): void {
    const { bucket, log, signal } = this.#options;
    if (signal.aborted) return;
    // It may have come back empty, or with the copy that we were not told of.
    this.#asked = false;
    if (!this.#away) log.warn({ err: error, bucket }, 'objects cannot be copied');
    this.#away = true;
  }
}

/** A marker that is not the latest says nothing any more. */
function isKept({ etag, isLatest }: ObjectVersion): boolean {
  return etag !== undefined || isLatest;
}

/** Waits for all, so that none goes on behind the caller's back. */
async function allOrFirstError(works: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(works);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
