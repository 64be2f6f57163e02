import type { BaseLogger } from 'pino';
import type { Clock } from '../../../engine/index.ts';
import type { CloudConfig } from '../config.ts';
import { createS3Client, replicationKey } from './client.ts';
import { followBucket } from './follow-bucket.ts';
import { Replicas } from './replicas.ts';

/** Copies objects as the replication rules of every bucket say, until disposed. */
export function replicateBuckets(
  buckets: CloudConfig['buckets'],
  { clock, log }: { readonly clock: Clock; readonly log: BaseLogger },
): AsyncDisposable {
  const works = new AsyncDisposableStack();
  const replicas = new Replicas();
  for (const [bucket, { region, api }] of Object.entries(buckets)) {
    const client = works.adopt(createS3Client(api), (it) => it.destroy());
    const others = Object.entries(buckets).flatMap(([name, { seenFrom }]) => {
      const address = seenFrom[region];
      if (name === bucket || !address) return [];
      return [[name, createS3Client(address, replicationKey)] as const];
    });
    for (const [, there] of others) works.adopt(there, (it) => it.destroy());
    const destinations = new Map(others);
    works.use(followBucket({ client, bucket, destinations, replicas, clock, log }));
  }
  return works;
}
