import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../engine/index.ts';
import { installPart } from './index.ts';
import { lockFile } from './locks.ts';
import { fetchJars, type LockedJar } from './maven.ts';
import { toolRunner } from './tool.ts';

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'parts-'));
});

afterEach(() => rm(cache, { recursive: true }));

/** One small jar of Kafka's lock. */
async function jarOfLock(): Promise<LockedJar> {
  const { jars } = JSON.parse((await lockFile('kafka.json')).text) as { jars: LockedJar[] };
  const jar = jars.find(({ coordinates }) => coordinates.startsWith('org.jspecify:'));
  if (!jar) throw new Error('the lock no longer has the jar this test is about');
  return jar;
}

async function fetched(jar: LockedJar): Promise<string[]> {
  const java = await installPart('java');
  const directory = await mkdtemp(join(cache, 'making-'));
  await fetchJars(
    {
      ...{ part: 'kafka', cache, directory, destination: directory, clock: systemClock },
      ...{ signal: undefined, say: () => {}, needed: () => java },
      run: toolRunner('kafka', undefined),
    },
    [jar],
    join(directory, 'jars'),
  );
  return readdir(join(directory, 'jars'));
}

test('a jar that is what the lock says is kept, and nothing else is', async () => {
  expect(await fetched(await jarOfLock())).toEqual(['jspecify-1.0.0.jar']);
});

test('a jar that is not what the lock says is refused, and not kept', async () => {
  const jar = await jarOfLock();
  const other = {
    ...jar,
    sha256: jar.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
  };
  await expect(fetched(other)).rejects.toMatchObject({
    code: 'CHECKSUM',
    part: 'kafka',
    message: expect.stringContaining('org.jspecify:jspecify:1.0.0'),
  });
  expect(await readdir(cache)).not.toContain('.fetching-kafka');
});
