import type { BaseLogger } from 'pino';
import type { Clock } from '../../../engine/index.ts';
import type { CloudConfig } from '../config.ts';
import { createS3Client } from './client.ts';
import { followBucket } from './follow-bucket.ts';

/** Copies objects as the replication rules of every bucket say, until disposed. */
export function replicateBuckets(
  buckets: CloudConfig['buckets'],
  { clock, log }: { readonly clock: Clock; readonly log: BaseLogger },
): AsyncDisposable {
  const works = new AsyncDisposableStack();
  for (const [bucket, { region, api }] of Object.entries(buckets)) {
    const client = works.adopt(createS3Client(api), (it) => it.destroy());
    const others = Object.entries(buckets).flatMap(([name, { seenFrom }]) => {
      const address = seenFrom[region];
      return name === bucket || !address ? [] : [[name, createS3Client(address)] as const];
    });
    for (const [, there] of others) works.adopt(there, (it) => it.destroy());
    works.use(followBucket({ client, bucket, destinations: new Map(others), clock, log }));
  }
  return works;
}
