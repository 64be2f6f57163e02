import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from '../../../parts/index.ts';

/** Environment of a Java program of Kafka with a heap of so many MiB. */
export function javaEnvironment({ kafka }: Parts, heapMiB: number, archive: string) {
  const shared = join(kafka.prefix, archive);
  const options = [
    '-Xms32m',
    `-Xmx${heapMiB}m`,
    // Each thread that ever allocated would keep an arena of its own.
    '-XX:ReservedCodeCacheSize=48m',
    ...(existsSync(shared) ? [`-XX:SharedArchiveFile=${shared}`] : []),
  ];
  return { ...kafka.environment, MALLOC_ARENA_MAX: '2', KAFKA_OPTS: options.join(' ') };
}
