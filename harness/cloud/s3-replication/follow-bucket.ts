import type { S3Client } from '@aws-sdk/client-s3';
import type { BaseLogger } from 'pino';
import type { Clock } from '../../../engine/index.ts';
import { deadlines, listingShare } from '../deadlines.ts';
import { type ObjectContent, readVersion } from './copy-version.ts';
import { Destination, type Reader } from './destination.ts';
import { listVersions, type ObjectVersion } from './list-versions.ts';
import type { Replicas } from './replicas.ts';
import { isCopied, type Rule, readRules } from './rules.ts';

export interface SourceOptions {
  /** The API of the source's own region. */
  readonly client: S3Client;
  readonly bucket: string;
  /** Clients of the other buckets' APIs, over the links from the source's region. */
  readonly destinations: ReadonlyMap<string, S3Client>;
  readonly replicas: Replicas;
  readonly clock: Clock;
  readonly log: BaseLogger;
}

/**
 * Does what the bucket's replication configuration says until disposed: reads it anew at each beat,
 * and copies what is new. A source that does not answer is asked again at the next beat. A
 * destination that fails holds up no other.
 */
export function followBucket(options: SourceOptions): AsyncDisposable {
  const { client, bucket, replicas, clock, log } = options;
  const stop = new AbortController();
  const { signal } = stop;
  const destinations = new Map(
    [...options.destinations].map(([name, there]) => [
      name,
      new Destination({ client: there, bucket: name, replicas, clock, log, signal }),
    ]),
  );
  let away = false;
  const beat = async () => {
    const rules = await readRules(client, bucket, signal);
    if (rules.length === 0) return;
    const versions = (await listVersions(client, bucket, signal)).filter((version) =>
      replicas.isOriginal(bucket, version),
    );
    const read = onceEach((version) => readVersion(client, bucket, version, signal));
    for (const [name, ofBucket] of Map.groupBy(rules, (rule: Rule) => rule.bucket)) {
      const wanted = versions.filter((version) => isCopied(ofBucket, version));
      destinations.get(name)?.bring(wanted, read);
    }
  };
  const run = async () => {
    while (!signal.aborted) {
      const beganMs = clock.monotonicMs();
      try {
        await beat();
        if (away) log.info({ bucket }, 'the bucket answers again');
        away = false;
      } catch (error) {
        if (!away && !signal.aborted) log.warn({ err: error, bucket }, 'no answer of the bucket');
        away = true;
      }
      const restMs = (clock.monotonicMs() - beganMs) * (1 / listingShare - 1);
      await clock.sleep(Math.max(deadlines.bucketEveryMs, restMs), signal).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
      await Promise.all([...destinations.values()].map((one) => one.idle()));
    },
  };
}

/** Reads a version once for all who ask for it. */
function onceEach(read: Reader): Reader {
  const contents = new Map<string, Promise<ObjectContent | undefined>>();
  return (version: ObjectVersion) => {
    const content = contents.get(version.id) ?? read(version);
    contents.set(version.id, content);
    return content;
  };
}
