import { expect, it } from 'vitest';
import { retryAfterMs } from './post.ts';
import { slack } from './slack.ts';
import { anAlert } from './testing/an-alert.ts';
import { type Reply, startRemote } from './testing/remote.ts';

const { signal } = new AbortController();

async function sent(reply: Reply, change = {}) {
  await using remote = await startRemote(() => reply);
  const options = { url: `${remote.url}/services/T/B/x`, group: 'semantest', timeoutMs: 5_000 };
  const answer = await slack(options)(anAlert(change), signal);
  return { answer, received: remote.received[0] };
}

it('posts the words, where, when and in which epoch', async () => {
  const { answer, received } = await sent({ status: 200, text: 'ok' });
  expect(answer).toEqual({ kind: 'delivered' });
  expect(received?.path).toBe('/services/T/B/x');
  expect(received?.body).toEqual({
    text:
      '*CRITICAL* database_primary_failure in us-east-1: its condition held\n' +
      'semantest · us-east-1 · database_primary_failure · epoch 1 · 2026-11-25T12:00:00.000Z',
  });
});

it('says that an incident is over', async () => {
  const { received } = await sent(200, { kind: 'resolve', severity: 'info' });
  expect(received?.body.text).toMatch(/^\*RESOLVED\* /);
});

it('calls nobody by what stands in an error', async () => {
  const { received } = await sent(200, { summary: 'no <!channel> & <@U1>' });
  expect(received?.body.text).toContain('no &lt;!channel&gt; &amp; &lt;@U1&gt;');
});

it.each<[string, Reply, object]>([
  ['404 is final', 404, { kind: 'refused', why: '404 Not Found' }],
  ['500 is not', 500, { kind: 'later', why: '500 Internal Server Error' }],
  [
    '429 says when',
    { status: 429, headers: { 'retry-after': '7' } },
    { kind: 'later', why: '429 Too Many Requests', afterMs: 7_000 },
  ],
])('%s', async (_, reply, expected) => {
  expect((await sent(reply)).answer).toEqual(expected);
});

it.each([
  ['30', 30_000],
  ['0', 0],
  ['99999999999', 3_600_000],
  ['Wed, 25 Nov 2026 12:00:10 GMT', 10_000],
  ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
])('reads Retry-After: %s', (value, expected) => {
  const date = 'Wed, 25 Nov 2026 12:00:00 GMT';
  expect(retryAfterMs(new Headers({ 'retry-after': value, date }))).toBe(expected);
  expect(retryAfterMs(new Headers({ date }))).toBeUndefined();
});
