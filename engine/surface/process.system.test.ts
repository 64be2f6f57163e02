import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import { until } from '../ports/until.ts';
import { nowhere, ownAddress } from './testing/nowhere.ts';

const secret = 'a-token-of-a-test-0123456789';
const password = 'a-password-of-a-test';
const listen = ownAddress(91);
const { host } = listen;
const endpoints = nowhere(listen, password);

const directory = mkdtempSync(join(tmpdir(), 'surface-'));
const tokenFile = join(directory, 'token');
writeFileSync(tokenFile, `${secret}\n`);

function startEngine(env: NodeJS.ProcessEnv = {}, change: object = {}) {
  const child = spawn(process.execPath, ['engine/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      BLACKSTART_PLAN: 'fixtures/plans/semantest.yaml',
      BLACKSTART_ENDPOINTS: JSON.stringify({ ...endpoints, ...change }),
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const exited = once(child, 'close').then(([code]) => code as number);
  return { child, exited, said: () => said };
}

const ask = (path: string, init?: RequestInit) => fetch(`http://${host}:7800${path}`, init);

let engine: ReturnType<typeof startEngine>;
beforeAll(async () => {
  engine = startEngine({ BLACKSTART_TOKEN_FILE: tokenFile });
  await until(clock, { what: 'the engine', ms: 20_000 }, async () => (await ask('/health')).ok);
});
afterAll(async () => {
  engine.child.kill('SIGKILL');
  await engine.exited;
  rmSync(directory, { recursive: true });
});

it('lives without any region, and says why it cannot be relied on', async () => {
  const ready = await ask('/ready');
  const { why } = (await ready.json()) as { why: string };
  expect(ready.status).toBe(503);
  expect(why).toMatch(/control store does not answer.*which region may write/);
});

it('is measured, and says what it would do', async () => {
  const text = await (await ask('/metrics')).text();
  expect(text).toMatch(/^blackstart_epoch 0$/m);
  expect(text).toMatch(/^blackstart_failover_in_progress 0$/m);
  const plan = await (await ask('/plan')).json();
  expect(plan).toMatchObject({ plan: 'semantest', active: 'none', now: { steps: [] } });
});

it('refuses who has not the token, and cannot move without a control store', async () => {
  const post = async (bearer: string) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ to: 'us-west-2', by: 'ada' });
    return (await ask('/switchover', { method: 'POST', headers, body })).status;
  };
  expect(await post('another-token-0123456789')).toBe(401);
  expect(await post(secret)).toBe(503);
});

it('ends with 4 and words when another listens there', async () => {
  const second = startEngine();
  expect(await second.exited).toBe(4);
  expect(second.said()).toContain(`cannot listen on ${host}:7800: another process listens there`);
});

it('ends with 64 and words when the network could reach it and there is no token', async () => {
  const open = startEngine({}, { listen: { host: '0.0.0.0', port: 7800 } });
  expect(await open.exited).toBe(64);
  expect(open.said()).toMatch(/0\.0\.0\.0:7800 can be reached from the network.*BLACKSTART_TOKEN/);
});

it('ends with 64 and words for a token that is none, and does not repeat it', async () => {
  const refused = startEngine({ BLACKSTART_TOKEN: 'hunter2' });
  expect(await refused.exited).toBe(64);
  expect(refused.said()).toMatch(/BLACKSTART_TOKEN holds no token/);
  expect(refused.said()).not.toContain('hunter2');
});

it('stops in order when asked, with a reader of its events, and has logged no secret', async () => {
  const events = await ask('/events');
  const read = events.text();
  engine.child.kill('SIGTERM');
  expect(await engine.exited).toBe(0);
  expect(await read).toMatch(/^: claims and decisions/);
  expect(engine.said()).toMatch(/watching/);
  for (const hidden of [secret, password]) expect(engine.said()).not.toContain(hidden);
});
