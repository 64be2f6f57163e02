import { dirname, resolve } from 'node:path';
import { unpackDebian } from './debian.ts';
import { fileDigest } from './digest.ts';
import { keyOf } from './locks.ts';
import type { PartName } from './part.ts';
import type { Made, Obstacle, Recipe, Workshop } from './recipe.ts';
import { findProgram, versionOf } from './search.ts';
import { PartUnavailable } from './unavailable.ts';

export interface DebianPart {
  readonly name: PartName;
  /** As of `Recipe`. */
  readonly purpose?: string;
  /** The version must be this, or begin with this and a dot. */
  readonly version: string;
  /** The first is the one whose version counts. */
  readonly packages: readonly [string, ...string[]];
  /** Program name to its path in the package. The first one is asked for its version. */
  readonly programs: Readonly<Record<string, string>>;
  readonly versionFlags: readonly string[];
  /** Beside where its libraries are. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Directories of Debian that hold programs and are seldom on a user's PATH. */
const machineDirectories = ['/usr/sbin', '/usr/lib/postgresql/15/bin'];

/** Libraries of an unpacked package, in the order of the machine's own loader, `more` below. */
export function libraryPath(...more: readonly string[]): string {
  const triple = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const usual = `{prefix}/usr/lib/${triple}`;
  return [usual, `{prefix}/lib/${triple}`, ...more.map((name) => `${usual}/${name}`)].join(':');
}

/** A part that is unpacked from Debian packages; without apt-get, what is on PATH must do. */
export function debianPart(part: DebianPart): Recipe {
  return {
    name: part.name,
    needs: [],
    ...(part.purpose && { purpose: part.purpose }),
    version: part.version,
    origin: 'Debian package',
    key: async () => keyOf(part.name, JSON.stringify(part)),
    make: async (workshop) =>
      (await findProgram('apt-get')) ? unpack(workshop, part) : takeFromPath(workshop, part),
    obstacle: async () => {
      if (await findProgram('apt-get')) return undefined;
      const found = await fromPath(part);
      return 'programs' in found ? undefined : found;
    },
  };
}

async function unpack(workshop: Workshop, part: DebianPart): Promise<Made> {
  const { packages, digest } = await unpackDebian(workshop, part.packages, workshop.directory);
  const found = packages.find(({ name }) => name === part.packages[0])?.version ?? 'none';
  const version = found.replace(/^\d+:/, '');
  if (!matches(version, part.version)) {
    throw new PartUnavailable({
      code: 'WRONG_VERSION',
      part: part.name,
      what: `this machine's Debian archive has ${version}, wanted ${part.version}`,
      remedy: `use Debian 12 (bookworm), or put ${part.name} ${part.version} on PATH`,
    });
  }
  const environment = { ...part.environment, LD_LIBRARY_PATH: libraryPath() };
  return { version, origin: 'Debian package', digest, programs: part.programs, environment };
}

async function takeFromPath(workshop: Workshop, part: DebianPart): Promise<Made> {
  const found = await fromPath(part);
  if ('programs' in found) return found;
  throw new PartUnavailable({ code: 'TOOL_MISSING', part: workshop.part, ...found });
}

async function fromPath(part: DebianPart): Promise<Made | Obstacle> {
  const remedy = `use a machine with apt-get, or put ${part.name} ${part.version} on PATH`;
  const programs: Record<string, string> = {};
  for (const name of Object.keys(part.programs)) {
    const path = await findProgram(name, machineDirectories);
    if (!path) return { what: `apt-get is missing, and ${name} is not on PATH`, remedy };
    programs[name] = path;
  }
  const [first = ''] = Object.values(programs);
  const version = (await versionOf(first, part.versionFlags)) ?? 'unknown';
  if (!matches(version, part.version)) {
    return { what: `apt-get is missing, and ${first} is version ${version}`, remedy };
  }
  const digest = await fileDigest(first);
  const prefix = resolve(dirname(first), '..');
  return { version, origin: 'on PATH', digest, prefix, programs, environment: {} };
}

const matches = (found: string, wanted: string): boolean =>
  found === wanted || found.startsWith(`${wanted}.`) || found.startsWith(`${wanted}-`);
