import type { Question } from 'dns-packet';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { systemClock, until } from '../../../engine/index.ts';
import type { Reply } from '../dns/message.ts';
import { serveUdp } from '../dns/udp-server.ts';
import { askDns } from '../testbed/ask-dns.ts';
import { startResolver } from './resolver.ts';

const log = pino({ enabled: false });
const anyPort = { host: '127.0.0.1', port: 0 };
const cleanup: AsyncDisposable[] = [];
afterEach(async () => {
  for (const it of cleanup.splice(0).reverse()) await it[Symbol.asyncDispose]();
});

async function resolverBefore(respond: (question: Question) => Reply | Promise<Reply>) {
  const asked: string[] = [];
  const authority = await serveUdp(
    anyPort,
    (question) => {
      asked.push(question.name);
      return respond(question);
    },
    log,
  );
  const resolver = await startResolver({
    listen: anyPort,
    authority: authority.address,
    timeScale: 0.1,
    clock: systemClock,
    log,
    patience: { tryMs: 100, tries: 2 },
  });
  cleanup.push(authority, resolver);
  return { asked, authority, at: resolver.address };
}

const address = (name: string): Reply => ({
  rcode: 'NOERROR',
  answers: [{ type: 'A', name, ttl: 5, data: '10.0.0.1' }],
});

test('a reply is kept for its TTL times the scale, and asked for again after it', async () => {
  const { asked, at } = await resolverBefore(({ name }) => address(name));
  const first = await askDns(at, 'a.test');
  const startMs = systemClock.monotonicMs();
  expect(first).toMatchObject({ values: ['10.0.0.1'], ttl: 5 });
  await askDns(at, 'A.test');
  expect(asked).toHaveLength(1);
  await until(systemClock, { what: 'a second question', ms: 3_000, everyMs: 10 }, async () => {
    await askDns(at, 'a.test');
    return asked.length === 2;
  });
  const keptMs = systemClock.monotonicMs() - startMs;
  expect(keptMs).toBeGreaterThan(450);
  expect(keptMs).toBeLessThan(1_500);
});

test('a name that does not exist is kept for the SOA’s minimum', async () => {
  const soa = { mname: 'ns', rname: 'x', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 600 };
  const { asked, at } = await resolverBefore(() => ({
    rcode: 'NXDOMAIN',
    authorities: [{ type: 'SOA', name: 'test', ttl: 900, data: soa }],
  }));
  expect(await askDns(at, 'none.test')).toMatchObject({ rcode: 'NXDOMAIN' });
  expect(await askDns(at, 'none.test')).toMatchObject({ rcode: 'NXDOMAIN' });
  expect(asked).toHaveLength(1);
});

test('questions that come together are asked once', async () => {
  const gate = Promise.withResolvers<void>();
  const { asked, at } = await resolverBefore(async ({ name }) => {
    await gate.promise;
    return address(name);
  });
  const together = Promise.all([askDns(at, 'a.test'), askDns(at, 'a.test'), askDns(at, 'a.test')]);
  await until(systemClock, { what: 'the first question', ms: 2_000, everyMs: 5 }, () => asked[0]);
  gate.resolve();
  expect((await together).map(({ values }) => values[0])).toEqual(Array(3).fill('10.0.0.1'));
  expect(asked).toHaveLength(1);
});

test('SERVFAIL when the authority is away, nothing stale; an answer once it is back', async () => {
  let silent = true;
  const { asked, at } = await resolverBefore(({ name }) =>
    silent ? new Promise<Reply>(() => {}) : address(name),
  );
  expect(await askDns(at, 'a.test')).toMatchObject({ rcode: 'SERVFAIL', values: [] });
  expect(asked).toHaveLength(2);
  silent = false;
  expect(await askDns(at, 'a.test')).toMatchObject({ rcode: 'NOERROR' });
});

test('SERVFAIL at once when nobody listens any more', async () => {
  const { authority, at } = await resolverBefore(({ name }) => address(name));
  await authority[Symbol.asyncDispose]();
  expect(await askDns(at, 'a.test')).toMatchObject({ rcode: 'SERVFAIL' });
});
