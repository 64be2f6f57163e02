import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AlertsPlan, ChannelPlan } from '../plan/schema-alerts.ts';
import { systemClock } from '../ports/clock.ts';
import { channelsFrom } from './channels.ts';
import { openNotifier } from './open-notifier.ts';
import { anAlert } from './testing/an-alert.ts';
import { capturedLog } from './testing/captured-log.ts';
import { quickly, temporaryDirectory } from './testing/outbox-rig.ts';
import { startRemote } from './testing/remote.ts';

const severities: ChannelPlan['severities'] = ['critical'];
const fromEnv: ChannelPlan = { kind: 'slack', urlFrom: { env: 'HOOK' }, severities };
const plan: AlertsPlan = { ...quickly, channels: { room: fromEnv } };
const hook = 'http://127.0.0.1:9';

function channelsOf(channel: ChannelPlan, environment: NodeJS.ProcessEnv) {
  const { log, lines } = capturedLog();
  const channels = channelsFrom({ channels: { room: channel }, group: 'g', environment, log });
  return { channels, said: lines.join('') };
}

it.each<[string, ChannelPlan, NodeJS.ProcessEnv, string]>([
  ['is not there', fromEnv, {}, 'room is off: HOOK is not set'],
  ['is empty', fromEnv, { HOOK: ' \n' }, 'room is off: HOOK is empty'],
  ['is no address', fromEnv, { HOOK: 'hush' }, 'room is off: HOOK is no http or https address'],
  [
    'is in no file',
    { kind: 'slack', urlFrom: { file: '/no/such/secret' }, severities },
    {},
    'room is off: /no/such/secret cannot be read (ENOENT)',
  ],
])('a channel whose secret %s is off, and the log is told why', (_, channel, environment, why) => {
  const { channels, said } = channelsOf(channel, environment);
  expect(channels).toEqual([]);
  expect(said).toContain(why);
  expect(said).not.toContain('hush');
});

it('reads a secret from a file, without the end of its line', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  const file = join(directory.path, 'key');
  writeFileSync(file, 'of-a-file\n');
  const channel: ChannelPlan = {
    ...{ kind: 'pagerduty', url: remote.url, routingKeyFrom: { file }, severities },
  };
  const { channels } = channelsOf(channel, {});
  await channels[0]?.send(anAlert(), new AbortController().signal);
  expect(remote.received[0]?.body.routing_key).toBe('of-a-file');
});

it.each<[string, NodeJS.ProcessEnv, AlertsPlan | undefined, string[]]>([
  ['that has no alerts', {}, undefined, []],
  ['whose channels are off', {}, plan, ['room is off: HOOK is not set']],
  ['whose outbox has no place', { HOOK: hook }, plan, ['BLACKSTART_STATE_DIR is not set']],
])('with a plan %s the log is told of alerts, and once of that', async (_, env, alerts, said) => {
  const { log, lines } = capturedLog();
  const options = { environment: env, clock: systemClock, random: Math.random, log };
  const named = { name: 'g', ...(alerts ? { alerts } : {}) };
  await using notifier = openNotifier({ plan: named, ...options });
  notifier.notify(anAlert({ summary: 'one', severity: 'info' }));
  notifier.notify(anAlert({ summary: 'two', severity: 'info' }));
  const messages = lines.map((line) => JSON.parse(line).msg as string);
  expect(messages.slice(-2)).toEqual(['one', 'two']);
  expect(messages.slice(0, -2)).toEqual(said.map((each) => expect.stringContaining(each)));
});
