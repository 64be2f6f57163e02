import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { doctor, installPart, type PartName, PartUnavailable } from './index.ts';

let root: string;
let cache: string;
let bin: string;

/** A machine with nothing on PATH but what a test puts there. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parts-'));
  cache = join(root, 'cache');
  bin = join(root, 'bin');
  await mkdir(bin);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

function bareMachine(): void {
  vi.stubEnv('PATH', bin);
  vi.stubEnv('CHROMIUM', '');
}

async function tool(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

async function failure(part: PartName): Promise<PartUnavailable> {
  const error = await installPart(part, { cache }).catch((reason: unknown) => reason);
  if (error instanceof PartUnavailable) return error;
  throw new Error(`expected PartUnavailable, got ${String(error)}`);
}

test.each([
  ['redis', /apt-get/],
  ['java', /Java runtime of version 17/],
  ['chromium', /Chromium of version 112/],
  ['localstack', /Python 3\.11/],
  ['toxiproxy', /Go 1\.23/],
  ['k6', /Go 1\.25/],
] as const)(
  'without the tools for %s the error names it and what to install',
  async (part, say) => {
    bareMachine();
    const error = await failure(part);
    expect(error).toMatchObject({ code: 'TOOL_MISSING', part });
    expect(error.remedy).toMatch(say);
    const line = (await doctor(cache)).find((one) => one.part === part);
    expect(line).toMatchObject({ state: 'missing', advice: expect.stringMatching(say) });
  },
);

test('Kafka without Java is a matter of Java, without Maven one of Kafka', async () => {
  bareMachine();
  expect(await failure('kafka')).toMatchObject({ code: 'TOOL_MISSING', part: 'java' });
  await tool('java', 'echo 17.0.15');
  expect(await failure('kafka')).toMatchObject({ code: 'TOOL_MISSING', part: 'kafka' });
});

test('a tool that is too old is named with its version', async () => {
  bareMachine();
  await tool('go', 'echo go version go1.19.8 linux/amd64');
  expect((await failure('toxiproxy')).message).toMatch(/go is version 1\.19\.8/);
});

test('the Chromium that CHROMIUM names goes before the one on PATH', async () => {
  bareMachine();
  await tool('chromium', 'echo Chromium 150.0.1');
  await tool('another', 'echo Chromium 151.0.2');
  const found = await installPart('chromium', { cache });
  vi.stubEnv('CHROMIUM', join(bin, 'another'));
  const named = await installPart('chromium', { cache });
  expect([found, named].map(({ version }) => version)).toEqual(['150.0.1', '151.0.2']);
  expect(named.program('chromium')).toBe(join(bin, 'another'));
});

test('a Chromium that CHROMIUM names and that is none is said to be that', async () => {
  bareMachine();
  await tool('chromium', 'echo Chromium 150.0.1');
  await tool('snap', 'echo snap 2.63');
  vi.stubEnv('CHROMIUM', join(bin, 'snap'));
  expect((await failure('chromium')).message).toMatch(/snap, named by CHROMIUM, is no Chromium/);
});

test('a full disk is called that', async () => {
  bareMachine();
  await tool('go', 'test "$1" = version && echo go1.26 || /bin/cp "$0" /dev/full');
  const error = await failure('toxiproxy');
  expect(error).toMatchObject({ code: 'DISK_FULL', part: 'toxiproxy' });
  expect(error.remedy).toContain('BLACKSTART_CACHE');
  expect(await readdir(cache)).toEqual([]);
});

test('a tool that fails is quoted', async () => {
  bareMachine();
  await tool('go', 'test "$1" = version && echo go1.26 || { echo no such host; exit 1; }');
  const error = await failure('toxiproxy');
  expect(error).toMatchObject({ code: 'TOOL_FAILED', output: ['no such host'] });
  expect(error.message).toMatch(/^toxiproxy: .*Try: .*network.*\n {4}no such host$/s);
});

test('a cache that cannot be written is called that', async () => {
  bareMachine();
  await tool('go', 'echo go1.26');
  await writeFile(cache, 'a file where the directory should be');
  expect(await failure('toxiproxy')).toMatchObject({ code: 'CACHE_UNUSABLE', part: 'toxiproxy' });
});
