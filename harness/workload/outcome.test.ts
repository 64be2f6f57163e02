import { expect, it } from 'vitest';
import { NoReply, type Reply } from './exchange.ts';
import { readVerdict, writeVerdict } from './outcome.ts';

const reply = (status: number, body: unknown = ''): Reply => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

it.each([
  ['created', reply(201, {}), 'ok', undefined],
  ['a refusal that is certain', reply(503, { certainlyNotDone: true }), 'fail', 'http-503'],
  ['a failure that is not', reply(502, { certainlyNotDone: false }), 'indeterminate', 'http-502'],
  ['a 503 of the gateway', reply(503, '<html>'), 'indeterminate', 'http-503'],
  ['a 503 with null', reply(503, 'null'), 'indeterminate', 'http-503'],
  ['«certain» as text', reply(503, { certainlyNotDone: 'true' }), 'indeterminate', 'http-503'],
  ['a 504 of the gateway', reply(504), 'indeterminate', 'http-504'],
  ['an id already taken', reply(409, { certainlyNotDone: true }), 'fail', 'http-409'],
  ['not sent', new NoReply('refused', false), 'fail', 'refused'],
  ['sent', new NoReply('reset', true), 'indeterminate', 'reset'],
])('a write: %s', (_what, result, outcome, error) => {
  expect(writeVerdict(result)).toEqual(error ? { outcome, error } : { outcome });
});

const noSuch = { error: 'no-such-operation', certainlyNotDone: true };

it.each([
  ['found', reply(200, {}), { outcome: 'ok', found: true }],
  ['no such operation', reply(404, noSuch), { outcome: 'ok', found: false }],
  ['no such page, of the gateway', reply(404), { outcome: 'fail', error: 'http-404' }],
  ['no such route', reply(404, { error: 'Not Found' }), { outcome: 'fail', error: 'http-404' }],
  ['a gateway without a server', reply(503), { outcome: 'fail', error: 'http-503' }],
  ['the words with another status', reply(503, noSuch), { outcome: 'fail', error: 'http-503' }],
  [
    'no reply to what was sent',
    new NoReply('timeout', true),
    { outcome: 'fail', error: 'timeout' },
  ],
])('a read: %s', (_what, result, verdict) => {
  expect(readVerdict(result)).toEqual(verdict);
});
