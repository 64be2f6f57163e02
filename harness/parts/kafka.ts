import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { archiveClasses } from './kafka-archive.ts';
import { keyOf, lockFile } from './locks.ts';
import { fetchJars } from './maven.ts';
import type { Made, Recipe, Workshop } from './recipe.ts';
import { findProgram } from './search.ts';

const schema = z.strictObject({
  version: z.string(),
  jars: z.array(z.strictObject({ coordinates: z.string(), sha256: z.string() })),
});

/** Program name to Java class. */
const classes = {
  'kafka-server': 'kafka.Kafka',
  'kafka-storage': 'kafka.tools.StorageTool',
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'mirror-maker': 'org.apache.kafka.connect.mirror.MirrorMaker',
};

/** Broker, tools and MirrorMaker 2. */
export const kafka: Recipe = {
  name: 'kafka',
  needs: ['java'],
  version: '4.1.1',
  origin: 'Maven',
  key: async () => keyOf('kafka', await lockFile('kafka.json'), launcher(''), logging, 'archives'),
  make,
  finish: async (workshop) => {
    workshop.say('keeping parsed classes, for faster starts');
    await archiveClasses(workshop).catch((error: Error) =>
      workshop.say(`starts will be slower: ${error.message}`),
    );
  },
  obstacle: async () =>
    (await findProgram('mvn')) || (await findProgram('apt-get'))
      ? undefined
      : { what: 'neither mvn nor apt-get is on PATH', remedy: 'install Maven' },
};

async function make(workshop: Workshop): Promise<Made> {
  const lock = await lockFile('kafka.json');
  const { version, jars } = schema.parse(JSON.parse(lock.text));
  await fetchJars(workshop, jars, join(workshop.directory, 'jars'));
  await mkdir(join(workshop.directory, 'bin'));
  const log = join(workshop.directory, 'log4j2.properties');
  await writeFile(log, logging);
  const programs: Record<string, string> = {};
  for (const [name, javaClass] of Object.entries(classes)) {
    const path = join('bin', name);
    await writeFile(join(workshop.directory, path), launcher(javaClass));
    await chmod(join(workshop.directory, path), 0o755);
    programs[name] = path;
  }
  return { version, origin: 'Maven', digest: lock.digest, programs, environment: {} };
}

/** `exec`, so that the process started is the Java process. Heap and more by KAFKA_OPTS. */
function launcher(javaClass: string): string {
  return [
    '#!/bin/sh',
    'here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)',
    `exec "\${JAVA_HOME:?}/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\`,
    '  -Dlog4j2.configurationFile="$here/log4j2.properties" \\',
    `  \${KAFKA_OPTS:--Xmx256m} -cp "$here/jars/*" ${javaClass} "$@"`,
    '',
  ].join('\n');
}

const logging = `status = error
appender.stdout.type = Console
appender.stdout.name = stdout
appender.stdout.layout.type = PatternLayout
appender.stdout.layout.pattern = %d{ISO8601} %p %c{1}: %m%n
rootLogger.level = \${env:KAFKA_LOG_LEVEL:-warn}
rootLogger.appenderRef.stdout.ref = stdout
`;
