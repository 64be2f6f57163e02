import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../engine/index.ts';
import { cacheRoot, keep } from './cache.ts';
import type { InstalledPart } from './part.ts';
import type { Made } from './recipe.ts';

let cache: string;
let making: string[];

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'parts-'));
  making = [];
});

afterEach(() => rm(cache, { recursive: true }));

const made: Made = {
  version: '1',
  origin: 'test',
  digest: '0'.repeat(64),
  programs: { server: 'bin/server' },
  environment: { LIBRARY: '{prefix}/lib' },
};

async function make(directory: string): Promise<Made> {
  making.push(directory);
  await mkdir(join(directory, 'bin'));
  await writeFile(join(directory, 'bin', 'server'), 'whole');
  return made;
}

const kept = (maker = make): Promise<InstalledPart> =>
  keep(
    { cache, part: 'redis', key: 'redis-1', clock: systemClock, signal: undefined, say: () => {} },
    { make: maker },
  );

test('a part is made once, and its paths are those of its place in the cache', async () => {
  const part = await kept();
  const again = await kept();
  expect(making).toHaveLength(1);
  expect(again.program('server')).toBe(join(cache, 'redis-1', 'bin', 'server'));
  expect(part.environment).toEqual({ LIBRARY: join(cache, 'redis-1', 'lib') });
  expect(() => part.program('client')).toThrow('redis has no client: it has server');
});

test('of many at once, one makes it', async () => {
  await Promise.all([kept(), kept(), kept()]);
  expect(making).toHaveLength(1);
});

test('a directory that was never finished is not taken for the part', async () => {
  await mkdir(join(cache, 'redis-1', 'bin'), { recursive: true });
  await writeFile(join(cache, 'redis-1', 'bin', 'server'), 'half');
  const part = await kept();
  expect(await readFile(part.program('server'), 'utf8')).toBe('whole');
});

test('a part that lost a program, or whose program is empty, is made again', async () => {
  const part = await kept();
  await rm(part.program('server'));
  await kept();
  expect(making).toHaveLength(2);
  await writeFile(part.program('server'), '');
  await kept();
  expect(making).toHaveLength(3);
});

test('a manifest that cannot be read is no manifest', async () => {
  await kept();
  await writeFile(join(cache, 'redis-1', 'manifest.json'), '{"part": "redis", ');
  await kept();
  expect(making).toHaveLength(2);
});

test('a part that is in its place but was not finished is made again', async () => {
  const shelf = {
    cache,
    part: 'redis',
    key: 'redis-1',
    clock: systemClock,
    say: () => {},
  } as const;
  const finish = async (destination: string): Promise<void> => {
    expect(await readdir(destination)).toEqual(['bin']);
    throw new Error('killed');
  };
  await expect(keep({ ...shelf, signal: undefined }, { make, finish })).rejects.toThrow('killed');
  await kept();
  expect(making).toHaveLength(2);
});

test('what fails leaves nothing behind', async () => {
  const failing = kept(async (directory) => {
    await make(directory);
    throw new Error('no network');
  });
  await expect(failing).rejects.toThrow('no network');
  expect(await readdir(cache)).toEqual([]);
});

test('what a killed run left half made is swept away by the next, which makes it', async () => {
  const room = JSON.stringify(import.meta.dirname);
  const program = `
    import { writeFile } from 'node:fs/promises';
    const { keep } = await import(${room} + '/cache.ts');
    const { systemClock: clock } = await import(${room} + '/../../engine/index.ts');
    const shelf = { cache: ${JSON.stringify(cache)}, part: 'redis', key: 'redis-1', clock };
    const make = async (directory) => {
      await writeFile(directory + '/half', '');
      console.log('half way');
      await new Promise(() => setInterval(() => {}, 1000));
    };
    await keep(shelf, { make });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const waiting = kept();
  child.kill('SIGKILL');
  await ended;
  await waiting;
  expect(making).toHaveLength(1);
  expect(await readdir(cache)).toEqual(['redis-1']);
  expect(await readdir(join(cache, 'redis-1'))).toEqual(['bin', 'manifest.json']);
});

test('the cache is where the environment says', () => {
  expect(cacheRoot({ BLACKSTART_CACHE: '/b', XDG_CACHE_HOME: '/x' })).toBe('/b');
  expect(cacheRoot({ BLACKSTART_CACHE: '', XDG_CACHE_HOME: '/x' })).toBe('/x/blackstart');
  expect(cacheRoot({})).toMatch(/\/\.cache\/blackstart$/);
});
