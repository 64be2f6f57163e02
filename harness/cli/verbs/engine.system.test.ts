import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import { endpointsOf } from '../../systems-tests/engine-rig.ts';

/** An address of this run alone, so that several can run side by side. */
const host = `127.92.${(process.pid >> 8) & 255}.${(process.pid % 254) + 1}`;
const listen = `${host}:7800`;
const directory = mkdtempSync(join(tmpdir(), 'engine-'));
const file = (name: string) => join(directory, name);
const usual = ['--endpoints', file('endpoints.json'), '--listen', listen];

beforeAll(() => {
  // Regions where nothing answers, and nobody else's servers are.
  const nowhere = JSON.stringify(endpointsOf('us-west-2')).replaceAll(/127\.\d+\.\d+\.\d+/g, host);
  writeFileSync(file('endpoints.json'), nowhere);
  writeFileSync(file('null.json'), 'null');
  writeFileSync(file('broken.json'), '{');
  writeFileSync(file('empty.json'), '{}');
  writeFileSync(file('token'), 'a-token-of-a-test-0123456789\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

function engine(...args: readonly string[]) {
  const child = spawn(process.execPath, ['harness/cli/main.ts', 'engine', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = once(child, 'close').then(([code]) => ({ code, said }));
  return { child, ended };
}

const answers = () => fetch(`http://${listen}/health`).then(({ ok }) => ok);

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  await until(clock, { what: 'the engine', ms: 20_000 }, answers);
  child.kill(signal);
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'runs the engine until %s, and ends as it',
  async (signal) => {
    const { child, ended } = engine(...usual, '--token-file', file('token'));
    await stop(child, signal);
    const { code, said } = await ended;
    expect(code).toBe(0);
    expect(said).toContain('"msg":"watching"');
    await expect(answers()).rejects.toThrow();
  },
);

it('prints what a running engine would do, and what to do if none runs', async () => {
  expect(await engine(...usual, '--dry-run').ended).toEqual({
    code: 4,
    said: expect.stringMatching(/no engine answers at .*without --dry-run/),
  });
  const running = engine(...usual);
  await until(clock, { what: 'the engine', ms: 20_000 }, answers);
  const asked = await engine(...usual, '--dry-run').ended;
  running.child.kill('SIGTERM');
  await running.ended;
  expect(asked.code).toBe(0);
  expect(JSON.parse(asked.said)).toMatchObject({
    plan: 'semantest',
    now: { decision: { kind: 'wait' }, steps: [] },
    ifHeld: { database_primary_failure: { steps: [] } },
  });
});

it.each<[string, readonly string[], RegExp]>([
  ['no endpoints', [], /--endpoints/],
  ['endpoints that are not there', ['--endpoints', '/not/there'], /\/not\/there: ENOENT/],
  [
    'endpoints that are no JSON',
    ['--endpoints', file('broken.json')],
    /broken\.json holds no endpoints/,
  ],
  ['endpoints that are none', ['--endpoints', file('null.json'), '--dry-run'], /no endpoints/],
  ['endpoints that lack all', ['--endpoints', file('empty.json')], /BLACKSTART_ENDPOINTS cannot/],
  ['no address', [...usual, '--listen', 'here'], /expected HOST:PORT/],
  ['a token file that is not there', [...usual, '--token-file', '/not/there'], /there: ENOENT/],
  ['an open door', [...usual, '--listen', '0.0.0.0:7800'], /reached from the network/],
])('ends with 64 and words for %s', async (_, args, why) => {
  expect(await engine(...args).ended).toEqual({ code: 64, said: expect.stringMatching(why) });
});
