import { dirname, resolve } from 'node:path';
import { unpackDebian } from './debian.ts';
import { libraryPath } from './debian-part.ts';
import { fileDigest } from './digest.ts';
import type { Made, Recipe } from './recipe.ts';
import { findProgram, versionOf } from './search.ts';
import { PartUnavailable } from './unavailable.ts';

/** Kafka 4 brokers run on nothing older. */
const leastMajor = 17;
const remedy = `put a Java runtime of version ${leastMajor} or later on PATH`;

/** The Java on PATH if it is new enough, else Debian's. */
export const java: Recipe = {
  name: 'java',
  needs: [],
  version: `${leastMajor} or later`,
  origin: 'on PATH or Debian package',
  key: async () => `java-${leastMajor}`,
  make: async (workshop) => {
    const found = await fromPath();
    if (found) return found;
    if (await findProgram('apt-get')) return fromDebian(workshop);
    const what = `neither Java ${leastMajor} nor apt-get is on PATH`;
    throw new PartUnavailable({ code: 'TOOL_MISSING', part: 'java', what, remedy });
  },
  obstacle: async () => {
    if ((await findProgram('apt-get')) || (await fromPath())) return undefined;
    return { what: `neither Java ${leastMajor} nor apt-get is on PATH`, remedy };
  },
};

async function fromPath(): Promise<Made | undefined> {
  const path = await findProgram('java');
  const version = path && (await versionOf(path, ['-version']));
  if (!version || Number.parseInt(version, 10) < leastMajor) return undefined;
  const prefix = resolve(dirname(path), '..');
  return {
    version,
    origin: 'on PATH',
    digest: await fileDigest(path),
    prefix,
    programs: { java: path },
    environment: { JAVA_HOME: prefix },
  };
}

async function fromDebian(workshop: Parameters<Recipe['make']>[0]): Promise<Made> {
  const wanted = ['openjdk-17-jre-headless'];
  const { packages, digest } = await unpackDebian(workshop, wanted, workshop.directory);
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const home = `usr/lib/jvm/java-17-openjdk-${architecture}`;
  return {
    version: packages.find(({ name }) => name === wanted[0])?.version ?? 'unknown',
    origin: 'Debian package',
    digest,
    programs: { java: `${home}/bin/java` },
    environment: { JAVA_HOME: `{prefix}/${home}`, LD_LIBRARY_PATH: libraryPath() },
  };
}
