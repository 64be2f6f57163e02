import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from '../../../parts/index.ts';

/** Environment of one of Kafka's programs, with a heap of so many MiB. */
export function javaEnvironment({ kafka }: Parts, program: string, heapMiB: number) {
  // Parsed classes that the part was installed with, if this machine could make them.
  const archive = join(kafka.prefix, `${program}.jsa`);
  const options = [
    '-Xms32m',
    `-Xmx${heapMiB}m`,
    '-XX:ReservedCodeCacheSize=48m',
    ...(existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : []),
  ];
  // Each thread that ever allocated would keep an arena of its own.
  return { ...kafka.environment, MALLOC_ARENA_MAX: '2', KAFKA_OPTS: options.join(' ') };
}
