import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { textFrom } from './notify/entry.ts';
import { anAlert } from './notify/testing/an-alert.ts';
import { temporaryDirectory, waitingIn } from './notify/testing/outbox-rig.ts';
import { closedPort, startRemote } from './notify/testing/remote.ts';
import { systemClock as clock } from './ports/clock.ts';
import type { Endpoints } from './ports/endpoints.ts';
import { until } from './ports/until.ts';

const soon = (what: string, probe: () => boolean) => until(clock, { what, ms: 60_000 }, probe);

/** A world of which nothing answers. */
async function nothingAnswers(): Promise<Endpoints> {
  const listen = { host: '127.0.0.1', port: await closedPort() };
  const seenFrom = { '*': { host: '127.0.0.1', port: await closedPort() } };
  const login = { user: 'u', password: 'p', database: 'd', slots: {} };
  const region = {
    postgres: { seenFrom, ...login },
    redis: { seenFrom },
    kafka: { seenFrom },
    s3: { seenFrom, bucket: 'b', credentials: { accessKeyId: 'k', secretAccessKey: 's' } },
    gateway: { seenFrom },
    etcd: { seenFrom },
  };
  const names = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'];
  const each = <T>(value: T) => Object.fromEntries(names.map((name) => [name, value]));
  return {
    ...{ home: 'us-west-2', listen, regions: each(region), route53: { seenFrom } },
    vantages: each({ resolver: listen }),
    service: { name: 'api.semantest.test', records: each('127.0.0.1') },
  };
}

it('delivers what an earlier engine left, and starts without the other secrets', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  const outbox = join(directory.path, 'alerts');
  mkdirSync(outbox);
  const alert = anAlert({ dedupKey: 'left' });
  const left = { number: 1, alert, acceptedAtMs: Date.now(), waiting: new Set(['on-call']) };
  writeFileSync(join(outbox, '000000000001.json'), textFrom(left));
  const plan = join(directory.path, 'plan.yaml');
  const text = readFileSync('fixtures/plans/semantest.yaml', 'utf8');
  writeFileSync(plan, text.replace('https://events.pagerduty.com', remote.url));
  const engine = spawn(process.execPath, ['engine/main.ts'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      BLACKSTART_PLAN: plan,
      BLACKSTART_ENDPOINTS: JSON.stringify(await nothingAnswers()),
      BLACKSTART_STATE_DIR: directory.path,
      BLACKSTART_PAGERDUTY_ROUTING_KEY: 'hush',
    },
  });
  let log = '';
  engine.stderr.on('data', (chunk) => {
    log += chunk;
  });
  await soon('what was left', () => remote.received.length === 1 && waitingIn(outbox).length === 0);
  await soon('the engine', () => log.includes('"msg":"watching"'));
  engine.kill('SIGTERM');
  expect((await once(engine, 'exit'))[0]).toBe(0);
  expect(remote.received[0]?.body).toMatchObject({ routing_key: 'hush', dedup_key: 'left' });
  expect(log).toContain('operators is off: BLACKSTART_SLACK_WEBHOOK_URL is not set');
  expect(log).not.toContain('hush');
});
