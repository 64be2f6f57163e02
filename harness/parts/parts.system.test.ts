import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadlines } from './deadlines.ts';
import {
  doctor,
  type InstalledPart,
  installPart,
  installParts,
  type Parts,
  type RegionPartName,
  stage,
} from './index.ts';

let parts: Parts;
let room: string;

beforeAll(async () => {
  parts = await installParts();
  room = await mkdtemp(join(tmpdir(), 'parts-'));
  await chmod(room, 0o755);
}, deadlines.lockMs);

afterAll(() => rm(room, { recursive: true }));

async function printed(part: InstalledPart, program: string, ...flags: string[]): Promise<string> {
  const { all } = await execa(part.program(program), flags, {
    all: true,
    reject: false,
    cwd: room,
    env: part.environment,
  });
  return all;
}

const programs: readonly [RegionPartName, string, string[], RegExp][] = [
  ['postgres', 'postgres', ['--version'], /PostgreSQL\) 15\./],
  ['postgres', 'initdb', ['--version'], /PostgreSQL\) 15\./],
  ['postgres', 'pg_ctl', ['--version'], /PostgreSQL\) 15\./],
  ['postgres', 'pg_basebackup', ['--version'], /PostgreSQL\) 15\./],
  ['postgres', 'pg_rewind', ['--version'], /PostgreSQL\) 15\./],
  ['postgres', 'psql', ['--version'], /PostgreSQL\) 15\./],
  ['redis', 'redis-server', ['--version'], /Redis server v=7\.0\./],
  ['redis', 'redis-sentinel', ['--version'], /Redis server v=7\.0\./],
  ['redis', 'redis-cli', ['--version'], /redis-cli 7\.0\./],
  ['etcd', 'etcd', ['--version'], /etcd Version: 3\.4\./],
  ['etcd', 'etcdctl', ['version'], /etcdctl version: 3\.4\./],
  ['haproxy', 'haproxy', ['-v'], /HAProxy version 2\.6\./],
  ['kafka', 'kafka-server', ['--version'], /^4\.1\.1$/m],
  ['kafka', 'kafka-storage', ['random-uuid'], /^[\w-]{22}$/m],
  ['kafka', 'mirror-maker', ['--help'], /MirrorMaker/],
  [
    'localstack',
    'python',
    ['-c', 'from localstack import constants as c; print(c.VERSION)'],
    /^4\.12\.0$/,
  ],
  ['toxiproxy', 'toxiproxy-server', ['-version'], /2\.12\.0/],
];

test.each(programs)(
  '%s: %s %j runs and is the version wanted',
  async (name, program, flags, says) => {
    expect(await printed(parts[name], program, ...flags)).toMatch(says);
  },
);

test('k6, which no region needs, runs and is the version wanted', async () => {
  expect(await printed(await installPart('k6'), 'k6', 'version')).toMatch(/^k6 v1\.8\.1 /);
});

test.each([
  ['kafka-server', 'kafka.Kafka$'],
  ['mirror-maker', 'org.apache.kafka.connect.mirror.MirrorMaker'],
])('Java takes the classes of %s from the archive made for it', async (name, javaClass) => {
  const { kafka } = parts;
  const archive = join(kafka.prefix, `${name}.jsa`);
  const { all } = await execa(kafka.program(name), ['--help'], {
    all: true,
    reject: false,
    env: {
      ...kafka.environment,
      KAFKA_OPTS: `-XX:SharedArchiveFile=${archive} -Xlog:class+load`,
    },
  });
  expect(all).toContain(`${javaClass} source: shared objects file (top)`);
});

test('the doctor finds every part that regions need ready', async () => {
  const needed = (await doctor()).filter(({ purpose }) => purpose === undefined);
  const states = needed.map(({ part, state }) => [part, state]);
  expect(states).toEqual(Object.keys(parts).map((part) => [part, 'ready']));
});

test.runIf(existsSync('/dev/shm'))('is staged on another file system as well', async () => {
  const other = await mkdtemp('/dev/shm/parts-');
  try {
    const staged = await stage(parts.redis, other);
    expect(await printed(staged, 'redis-server', '--version')).toContain('7.');
  } finally {
    await rm(other, { recursive: true });
  }
});

test('a staged part runs as a user who cannot enter the cache', async () => {
  const staged = await stage(parts.postgres, room);
  expect(staged.program('postgres')).toMatch(room);
  expect(JSON.stringify(staged.environment)).not.toContain(parts.postgres.prefix);
  const { stdout } = await execa(staged.program('initdb'), ['--version'], {
    cwd: '/',
    env: staged.environment,
    extendEnv: false,
    ...(process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  });
  expect(stdout).toContain('15.');
});
