import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Parts } from '../../../parts/index.ts';
import type { ProcessExit } from '../../../processes/managed-process.ts';
import { deadlines } from '../deadlines.ts';
import type { ServerSpec } from './server.ts';

export interface JavaOptions {
  readonly heapMiB: number;
  /** Name of the class archive; processes of one name load the same classes. */
  readonly archive: string;
  /** One of several alike makes the archive for all. */
  readonly makesArchive: boolean;
}

/** How a program of Kafka runs on Java, within a server's spec. */
export function onJava(
  parts: Parts,
  { heapMiB, archive, makesArchive }: JavaOptions,
): Pick<ServerSpec, 'env' | 'stopMs' | 'ended'> {
  const { path, draft } = archiveFiles(parts, archive);
  const makes = makesArchive && !existsSync(path);
  const classes = existsSync(path)
    ? [`-XX:SharedArchiveFile=${path}`]
    : makes
      ? [`-XX:ArchiveClassesAtExit=${draft}`]
      : [];
  if (makes) mkdirSync(dirname(path), { recursive: true });
  // Each thread that ever allocated would keep an arena of its own.
  const memory = ['-Xms32m', `-Xmx${heapMiB}m`, '-XX:ReservedCodeCacheSize=48m'];
  return {
    env: {
      ...parts.kafka.environment,
      MALLOC_ARENA_MAX: '2',
      KAFKA_OPTS: [...memory, '-Xlog:cds=off', '-Xlog:cds+dynamic=off', ...classes].join(' '),
    },
    stopMs: makes ? deadlines.stopWithArchiveMs : deadlines.stopMs,
    ...(makes ? { ended: (exit) => keepArchive(exit, draft, path) } : {}),
  };
}

/**
 * Classes that are found parsed in an archive halve the start of a broker (1.2 s for 2.1 s). The
 * JVM writes one as it ends in order, so the first run on a machine makes it and later runs use it;
 * an archive of another JVM is ignored.
 */
function archiveFiles({ kafka, java }: Parts, archive: string) {
  const directory = `${kafka.prefix}-classes-${java.digest.slice(0, 12)}`;
  const path = join(directory, `${archive}.jsa`);
  return { path, draft: `${path}.${process.pid}` };
}

/** 143 is how a JVM ends by SIGTERM after all its work is done. */
function keepArchive({ code }: ProcessExit, draft: string, path: string): void {
  if (code === 143 && existsSync(draft)) renameSync(draft, path);
  else rmSync(draft, { force: true });
}
