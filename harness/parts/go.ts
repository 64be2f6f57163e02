import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LockFile } from './locks.ts';
import type { Obstacle, Workshop } from './recipe.ts';
import { findProgram, versionOf } from './search.ts';
import { PartUnavailable } from './unavailable.ts';

/** What is built without wanting more. */
const usualMinor = 23;

/** Why nothing can be built here, or the compiler that can: Go 1.`leastMinor` or later. */
export async function findGo(leastMinor = usualMinor): Promise<{ go: string } | Obstacle> {
  const remedy = `install Go 1.${leastMinor} or later, so that \`go\` is on PATH`;
  const go = await findProgram('go');
  if (!go) return { what: 'Go is not on PATH', remedy };
  const version = (await versionOf(go, ['version'])) ?? 'unknown';
  const [major, minor] = version.split('.').map(Number);
  if (major === 1 && (minor ?? 0) >= leastMinor) return { go };
  return { what: `${go} is version ${version}`, remedy };
}

export interface GoProgram {
  /** Import path of the main package; `.` for that of `source`. */
  readonly package: string;
  /** Path of a main program of our own. */
  readonly source?: string;
  /** It needs Go 1.`leastGoMinor`, or a later one. */
  readonly leastGoMinor?: number;
  readonly modules: LockFile;
  readonly sums: LockFile;
  readonly linkerFlags: string;
  /** Path of the program in the part. */
  readonly output: string;
}

/**
 * Builds a program from the module versions in a go.mod, each checked by the go command against
 * the go.sum beside it. The build's caches are its own and go away with it. Throws
 * PartUnavailable.
 */
export async function buildGo(workshop: Workshop, program: GoProgram): Promise<void> {
  const found = await findGo(program.leastGoMinor);
  if (!('go' in found)) {
    throw new PartUnavailable({ code: 'TOOL_MISSING', part: workshop.part, ...found });
  }
  const room = join(workshop.directory, '.build');
  await mkdir(room);
  await cp(program.modules.path, join(room, 'go.mod'));
  await cp(program.sums.path, join(room, 'go.sum'));
  if (program.source) await cp(program.source, join(room, 'main.go'));
  workshop.say('downloading and building Go modules');
  await workshop.run({
    program: found.go,
    arguments: [
      ...['build', '-mod=readonly', '-modcacherw', '-trimpath', '-buildvcs=false'],
      ...[`-ldflags=${program.linkerFlags}`, '-o', join(workshop.directory, program.output)],
      program.package,
    ],
    cwd: room,
    environment: {
      ...{ GOMODCACHE: join(room, 'modules'), GOCACHE: join(room, 'cache') },
      ...{ GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
    },
    remedy: 'check that `go` can download here (network, proxy, GOPROXY)',
  });
  await rm(room, { recursive: true });
}
