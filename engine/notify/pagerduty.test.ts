import { expect, it } from 'vitest';
import { pagerDuty } from './pagerduty.ts';
import { anAlert } from './testing/an-alert.ts';
import { type Reply, startRemote } from './testing/remote.ts';

const { signal } = new AbortController();

async function sent(reply: Reply, change = {}, path = '', timeoutMs = 5_000) {
  await using remote = await startRemote(() => reply);
  const options = { url: remote.url + path, routingKey: 'key', group: 'semantest', timeoutMs };
  const answer = await pagerDuty(options)(anAlert(change), signal);
  return { answer, received: remote.received[0] };
}

it('posts an event as the API has it', async () => {
  const { answer, received } = await sent(202);
  expect(answer).toEqual({ kind: 'delivered' });
  expect(received?.path).toBe('/v2/enqueue');
  expect(received?.body).toEqual({
    routing_key: 'key',
    event_action: 'trigger',
    dedup_key: 'semantest/us-east-1/database_primary_failure',
    payload: {
      summary: 'database_primary_failure in us-east-1: its condition held',
      source: 'us-east-1',
      severity: 'error',
      timestamp: '2026-11-25T12:00:00.000Z',
      component: 'database_primary_failure',
      group: 'semantest',
      custom_details: {
        severity: 'critical',
        epoch: 1,
        region: 'us-east-1',
        trigger: 'database_primary_failure',
      },
    },
  });
});

it('resolves by the key alone, and keeps the path of what stands before the API', async () => {
  const { received } = await sent(202, { kind: 'resolve' }, '/proxy');
  expect(received?.path).toBe('/proxy/v2/enqueue');
  expect(received?.body).toEqual({
    routing_key: 'key',
    event_action: 'resolve',
    dedup_key: 'semantest/us-east-1/database_primary_failure',
  });
});

it.each([
  ['disaster', 'critical'],
  ['critical', 'error'],
  ['warning', 'warning'],
  ['info', 'info'],
])('has a word for %s', async (severity, expected) => {
  expect((await sent(202, { severity })).received?.body.payload.severity).toBe(expected);
});

it('keeps within the limits of the API without half a character', async () => {
  const change = { summary: `${'x'.repeat(1_022)}😀😀`, dedupKey: 'k'.repeat(256) };
  const { received } = await sent(202, change);
  expect(received?.body.payload.summary).toBe(`${'x'.repeat(1_022)}…`);
  expect(received?.body.dedup_key).toMatch(/^[0-9a-f]{64}$/);
});

it.each<[string, Reply, object]>([
  ['400 is final', 400, { kind: 'refused', why: '400 Bad Request' }],
  ['403 is final', 403, { kind: 'refused', why: '403 Forbidden' }],
  ['500 is not', 500, { kind: 'later', why: '500 Internal Server Error' }],
  ['503 is not', 503, { kind: 'later', why: '503 Service Unavailable' }],
  ['429 is not', 429, { kind: 'later', why: '429 Too Many Requests' }],
  ['200 is some other server', 200, { kind: 'later', why: '200 OK' }],
  [
    'a redirect is not followed',
    { status: 307, headers: { location: '/elsewhere' } },
    { kind: 'later', why: '307 Temporary Redirect' },
  ],
])('%s', async (_, reply, expected) => {
  expect((await sent(reply)).answer).toEqual(expected);
});

it('gives up on one that never answers', async () => {
  const { answer } = await sent('silence', {}, '', 50);
  expect(answer).toEqual({ kind: 'later', why: 'no answer in time' });
});
