import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebian } from './debian.ts';
import { fileDigest } from './digest.ts';
import type { Workshop } from './recipe.ts';
import { findProgram } from './search.ts';
import { PartUnavailable } from './unavailable.ts';

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const remedy = 'check that `mvn` can download here (network, proxy, mirrors in its settings.xml)';

export interface LockedJar {
  /** group:artifact:version */
  readonly coordinates: string;
  readonly sha256: string;
}

/**
 * Downloads exactly these jars into `target` with the machine's Maven client, from wherever that
 * is configured to look, and checks each against the lock. Throws PartUnavailable.
 */
export async function fetchJars(
  workshop: Workshop,
  jars: readonly LockedJar[],
  target: string,
): Promise<void> {
  // Kept until all is well, so that the next try does not download again what this one did.
  const repository = join(workshop.cache, `.fetching-${workshop.part}`);
  const raw = join(workshop.directory, '.jars');
  await mkdir(raw);
  await writeFile(join(raw, 'pom.xml'), project(jars));
  workshop.say(`downloading ${jars.length} jars`);
  await workshop.run({
    program: (await findProgram('mvn')) ?? (await mavenOfDebian(workshop)),
    arguments: [
      ...['--batch-mode', '--no-transfer-progress', '-f', join(raw, 'pom.xml')],
      `-Dmaven.repo.local=${repository}`,
      `${plugin}:copy-dependencies`,
      `-DoutputDirectory=${raw}`,
    ],
    environment: { ...workshop.needed('java').environment, MAVEN_OPTS: '-XX:TieredStopAtLevel=1' },
    remedy,
  });
  await mkdir(target);
  for (const jar of jars) {
    const [, artifact, version] = jar.coordinates.split(':');
    const name = `${artifact}-${version}.jar`;
    const found = await fileDigest(join(raw, name));
    if (found !== jar.sha256) {
      await rm(repository, { recursive: true });
      throw tampered(workshop, jar, found);
    }
    await rename(join(raw, name), join(target, name));
  }
  await rm(raw, { recursive: true });
  await rm(mavenHome(workshop), { recursive: true, force: true });
  await rm(repository, { recursive: true });
}

function tampered(workshop: Workshop, jar: LockedJar, found: string): PartUnavailable {
  return new PartUnavailable({
    code: 'CHECKSUM',
    part: workshop.part,
    what: `${jar.coordinates} has sha256 ${found}, the lock says ${jar.sha256}`,
    remedy: 'to install again; if it stays, find out who alters downloads on the way here',
  });
}

/** A project that depends on the jars and, because nothing is transitive, on nothing else. */
function project(jars: readonly LockedJar[]): string {
  const all = '<exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>';
  const dependencies = jars.map(({ coordinates }) => {
    const [group, artifact, version] = coordinates.split(':');
    const none = `<exclusions>${all}</exclusions>`;
    const names = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId>`;
    return `<dependency>${names}<version>${version}</version>${none}</dependency>`;
  });
  return [
    '<project><modelVersion>4.0.0</modelVersion>',
    '<groupId>blackstart</groupId><artifactId>parts</artifactId><version>1</version>',
    `<dependencies>${dependencies.join('\n')}</dependencies></project>`,
  ].join('\n');
}

const mavenHome = (workshop: Workshop): string => join(workshop.directory, '.maven');

async function mavenOfDebian(workshop: Workshop): Promise<string> {
  if (!(await findProgram('apt-get'))) {
    throw new PartUnavailable({
      code: 'TOOL_MISSING',
      part: workshop.part,
      what: 'neither mvn nor apt-get is on PATH',
      remedy: 'install Maven, so that `mvn` is on PATH',
    });
  }
  workshop.say('mvn is not on PATH: unpacking Debian’s');
  await unpackDebian(workshop, ['maven'], mavenHome(workshop));
  return join(mavenHome(workshop), 'usr', 'share', 'maven', 'bin', 'mvn');
}
