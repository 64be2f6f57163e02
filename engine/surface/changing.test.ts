import { expect, it } from 'vitest';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { OperatorRefused } from './operator.ts';
import { openSurface, secret } from './testing/open-surface.ts';

/** An operator that has every power, and what was asked of it. */
function everyPower() {
  const asked: unknown[][] = [];
  const note =
    (what: string) =>
    async (...words: unknown[]) =>
      void asked.push([what, ...words]);
  const [pause, resume, retry, answer] = ['pause', 'resume', 'retry', 'answer'].map(note);
  const [switchover, rejoin, activate] = ['switchover', 'rejoin', 'activate'].map(note);
  return { asked, operator: { pause, resume, retry, answer, switchover, rejoin, activate } };
}

const requests: readonly (readonly [string, object])[] = [
  ['/pause', { by: 'ada', reason: 'upgrade' }],
  ['/resume', { by: 'ada' }],
  ['/retry', { by: 'ada' }],
  ['/answers/q-1', { by: 'ada', yes: false }],
  ['/switchover', { by: 'ada', to: 'us-west-2' }],
  ['/rejoin', { by: 'ada', region: 'us-east-1' }],
  ['/activate', { by: 'ada', lost: ['us-east-1'] }],
];

it('hands on what an operator with the token asks', async () => {
  const { asked, operator } = everyPower();
  await using surface = await openSurface({ operator });
  const statuses = [];
  for (const [path, body] of requests) statuses.push((await surface.tell(path, body)).status);
  expect(statuses).toEqual([200, 200, 202, 200, 202, 202, 202]);
  expect(asked).toEqual([
    ['pause', 'ada', 'upgrade'],
    ['resume', 'ada'],
    ['retry', 'ada'],
    ['answer', 'q-1', false, 'ada'],
    ['switchover', 'us-west-2', 'ada'],
    ['rejoin', 'us-east-1', 'ada'],
    ['activate', ['us-east-1'], 'ada'],
  ]);
  expect(surface.logged()).toMatch(/"by":"ada","reason":"upgrade"/);
});

it.each(requests)(
  'refuses %s to who has not the token, without telling why',
  async (path, body) => {
    const { asked, operator } = everyPower();
    await using surface = await openSurface({ operator });
    const answers = await Promise.all([
      surface.tell(path, body, 'another-token-0123456789'),
      surface.tell(path, body, `${secret}0`),
      surface.tell(path, body, ''),
      surface.ask(path, { method: 'POST' }),
      surface.ask(path, { method: 'POST', headers: { authorization: `Basic ${secret}` } }),
    ]);
    const said = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(new Set(said).size).toBe(1);
    expect(answers[0]?.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(asked).toEqual([]);
  },
);

it.each(requests)('refuses %s to everybody when there is no token', async (path, body) => {
  const { asked, operator } = everyPower();
  await using surface = await openSurface({ operator, token: undefined });
  const answer = await surface.tell(path, body);
  expect([answer.status, await answer.text()]).toEqual([
    403,
    expect.stringMatching(/BLACKSTART_TOKEN or BLACKSTART_TOKEN_FILE/),
  ]);
  expect(asked).toEqual([]);
});

it.each(requests)('says of %s that an engine without that power cannot', async (path, body) => {
  await using surface = await openSurface();
  const answer = await surface.tell(path, body);
  expect([answer.status, await answer.text()]).toEqual([
    501,
    expect.stringMatching(/this engine (cannot|asks no)/),
  ]);
});

it.each<[string, string, unknown, number, RegExp]>([
  ['no JSON', '/pause', '{"by":', 400, /not valid JSON/],
  ['nothing', '/pause', '', 400, /empty/],
  ['too little', '/pause', { by: 'ada' }, 400, /reason: /],
  ['too much', '/resume', { by: 'ada', force: true }, 400, /force/],
  ['another kind', '/answers/q-1', { by: 'ada', yes: 'true' }, 400, /yes: .*boolean/],
  ['a blank name', '/resume', { by: ' ' }, 400, /by: /],
  ['a list', '/resume', [], 400, /expected object/],
  ['a region that is not there', '/switchover', { by: 'ada', to: 'mars-1' }, 404, /us-east-1/],
  ['another that is not', '/rejoin', { by: 'ada', region: 'mars-1' }, 404, /us-east-1/],
  ['nobody as lost', '/activate', { by: 'ada', lost: [] }, 400, /lost: /],
  ['a third that is not', '/activate', { by: 'ada', lost: ['mars-1'] }, 404, /us-east-1/],
  ['too long a body', '/pause', { by: 'ada', reason: 'x'.repeat(20_000) }, 413, /too large/],
])('refuses a body that holds %s', async (_, path, body, status, why) => {
  const { asked, operator } = everyPower();
  await using surface = await openSurface({ operator });
  const answer = await surface.tell(path, body);
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(why)]);
  expect(asked).toEqual([]);
});

it('refuses a body that is no JSON by its type', async () => {
  await using surface = await openSurface(everyPower());
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'text/plain' };
  const answer = await surface.ask('/resume', { method: 'POST', headers, body: 'by ada' });
  expect(answer.status).toBe(415);
});

it.each([
  ['DELETE', '/status', 'GET, HEAD'],
  ['POST', '/ready', 'GET, HEAD'],
  ['PUT', '/routing/us-east-1', 'GET, HEAD'],
  ['HEAD', '/events', 'GET'],
  ['GET', '/pause', 'POST'],
  ['PATCH', '/answers/q-1', 'POST'],
])('answers 405 to %s %s', async (method, path, allow) => {
  await using surface = await openSurface(everyPower());
  const answer = await surface.ask(path, { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
});

it('answers 404 in words where there is nothing', async () => {
  await using surface = await openSurface();
  const answer = await surface.ask('/nothing');
  expect([answer.status, await answer.json()]).toEqual([404, { error: expect.any(String) }]);
});

it.each([
  ['the engine refuses', new OperatorRefused('nobody asked q-1'), 409, /nobody asked q-1/],
  ['the store is away', new ControlStoreUnavailable('x'), 503, /whether it was done/],
  ['the engine fails', new Error('a secret of the inside'), 500, /log says why/],
])('says so when %s, and gives away nothing else', async (_, error, status, why) => {
  const pause = async () => Promise.reject(error);
  await using surface = await openSurface({ operator: { pause } });
  const answer = await surface.tell('/pause', { by: 'ada', reason: 'upgrade' });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([status, expect.stringMatching(why)]);
  expect(text).not.toContain('inside');
  expect(surface.logged().includes('inside')).toBe(status === 500);
});

it('never logs a token, right or wrong', async () => {
  const pause = async () => Promise.reject(new Error('failed'));
  await using surface = await openSurface({ operator: { pause } });
  const wrong = 'wrong-token-0123456789';
  await surface.tell('/pause', { by: 'ada', reason: 'upgrade' });
  await surface.tell('/pause', { by: 'ada', reason: 'upgrade' }, wrong);
  await surface.tell('/pause', '{');
  await surface.ask(`/status?token=${secret}`);
  await surface.ask(`/${secret}`);
  expect(surface.logged()).toMatch(/\/pause failed/);
  expect(surface.logged()).not.toContain(secret);
  expect(surface.logged()).not.toContain(wrong);
});
