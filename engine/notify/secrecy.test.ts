import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AlertsPlan } from '../plan/schema-alerts.ts';
import { systemClock as clock } from '../ports/clock.ts';
import { severities } from '../ports/notifier.ts';
import { until } from '../ports/until.ts';
import { openNotifier } from './open-notifier.ts';
import { anAlert } from './testing/an-alert.ts';
import { capturedLog } from './testing/captured-log.ts';
import { quickly, temporaryDirectory } from './testing/outbox-rig.ts';
import { closedPort, type Reply, startRemote } from './testing/remote.ts';

const secret = 'hush0123456789abcdef0123456789ab';

/** Says back all it was sent, as a server may. */
const echo = (status: number, text: string): Reply => ({
  status,
  headers: { 'x-sent': encodeURIComponent(text) },
  text,
});

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => textOf(join(entry.parentPath, entry.name)));
}

/** Of one that was delivered meanwhile, nothing. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

it('writes no secret down, whatever is answered', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(({ path, text }, count) =>
    echo([400, 404, 500, 503, 307][count % 5] ?? 500, `${path} ${text}`),
  );
  const closed = await closedPort();
  const fromFile = join(directory.path, 'secret');
  writeFileSync(fromFile, secret);
  const told = { severities: [...severities] };
  const pagerDuty = (url: string) =>
    ({ kind: 'pagerduty', url, routingKeyFrom: { file: fromFile }, ...told }) as const;
  const slackAt = (env: string) => ({ kind: 'slack', urlFrom: { env }, ...told }) as const;
  const alerts: AlertsPlan = {
    ...quickly,
    retry: { firstMs: 5, mostMs: 20, giveUpAfterMs: 300 },
    channels: {
      refusing: pagerDuty(remote.url),
      closed: pagerDuty(`http://127.0.0.1:${closed}`),
      hook: slackAt('HOOK'),
      closedHook: slackAt('CLOSED_HOOK'),
      badHook: slackAt('BAD_HOOK'),
      oddHook: slackAt('ODD_HOOK'),
    },
  };
  const environment = {
    BLACKSTART_STATE_DIR: join(directory.path, 'state'),
    HOOK: `${remote.url}/services/${secret}`,
    CLOSED_HOOK: `http://127.0.0.1:${closed}/${secret}`,
    BAD_HOOK: `not an address: ${secret}`,
    ODD_HOOK: `http://someone:${secret}@127.0.0.1/`,
  };
  const { log, lines } = capturedLog();
  const kept: string[] = [];
  const options = { plan: { name: 'g', alerts }, environment, clock, random: Math.random, log };
  const notifier = openNotifier(options);
  for (const dedupKey of ['a', 'b', 'c', 'd', 'e', 'f']) notifier.notify(anAlert({ dedupKey }));
  await until(clock, { what: 'an end of all', ms: 4_000, everyMs: 5 }, () => {
    kept.push(...filesBelow(environment.BLACKSTART_STATE_DIR));
    return lines.filter((line) => line.includes('never gets this one')).length === 6 * 4;
  });
  await notifier[Symbol.asyncDispose]();
  expect(remote.received.some(({ text }) => text.includes(secret))).toBe(true);
  expect(remote.received.some(({ path }) => path.includes(secret))).toBe(true);
  expect(kept.some((text) => text.includes('"waiting"'))).toBe(true);
  expect([...lines, ...kept].filter((text) => text.includes('hush'))).toEqual([]);
});
