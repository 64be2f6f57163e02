import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import { lookupAt } from '../workload/name-lookup.ts';
import { type NameServer, startNameServer } from '../workload/testbed/name-server.ts';
import { execute } from '../workload/testbed/postgres.ts';
import { createTestbed, type Testbed } from '../workload/testbed/servers.ts';
import { type Forwarder, startForwarder } from './forwarder.ts';
import { travel } from './journey.ts';
import { launchBrowser } from './launch.ts';
import { startWholeService, type WholeService } from './testbed/whole-service.ts';

const host = '127.240.252.1';
const record = '127.10.252.1';
const resolver = { host: '127.240.252.3', port: 5353 };
const service = { name: 'api.semantest.test', port: 3000 };
const url = `http://${service.name}:${service.port}/`;
/** Longer than the service itself waits for a store. */
const patienceMs = 8000;

let bed: Testbed;
let names: NameServer;
let forwarder: Forwarder;
let browser: Browser;
let semantest: WholeService;
let page: Page;

beforeAll(async () => {
  bed = createTestbed();
  names = await startNameServer(resolver);
  const part = await installPart('chromium');
  const lookup = lookupAt({ resolver, routes: { [record]: host } }, patienceMs);
  forwarder = await startForwarder({ ...service, lookup });
  const { environment } = part;
  const chromium = { program: part.program('chromium'), environment };
  browser = await launchBrowser({ chromium, service }, forwarder.address);
  semantest = await startWholeService(bed, host);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await forwarder?.[Symbol.asyncDispose]();
  await names?.[Symbol.asyncDispose]();
  await bed?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  names.answer(record);
  page = await (await browser.newContext()).newPage();
});
afterEach(() => page.context().close());

const journey = (name: string, ms = patienceMs) =>
  travel(page, { url, test: name, patienceMs: ms }, clock);

async function signIn(password = 'open sesame') {
  await page.goto(url);
  await page.getByLabel('Name').fill('tester');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function create(name: string) {
  await page.getByLabel('Name of the test').fill(name);
  await page.getByLabel('Text', { exact: true }).fill('All is well.');
  await page.getByLabel('The text has to contain').fill('well');
  await page.getByRole('button', { name: 'Create test' }).click();
}

test('a user signs in, creates a test and sees its result', async () => {
  const asked = names.asked;
  const travelled = await journey('First');
  expect(travelled).toMatchObject({ region: 'us-east-1' });
  expect(travelled.failed).toBeUndefined();
  expect(names.asked).toBeGreaterThan(asked);
  expect(await page.locator('main').textContent()).toMatch(/First\s+✓ Passed/);
  const rows = await execute(
    semantest.database.admin,
    'select id, payload from blackstart.operation',
  );
  const made = rows as { id: string; payload: string }[];
  expect(made.map(({ payload }) => JSON.parse(payload).name)).toEqual(['First']);
  expect(Number(made[0]?.id)).toBeLessThan(0);
});

test('a test that does not hold is said to have failed', async () => {
  await signIn();
  await page.getByLabel('Name of the test').fill('Second');
  await page.getByLabel('Text', { exact: true }).fill('All is well.');
  await page.getByLabel('The text has to contain').fill('bad');
  await page.getByRole('button', { name: 'Create test' }).click();
  await page.getByRole('link', { name: 'See its result' }).click();
  await page.getByText('✗ Failed').waitFor();
});

test.each([
  ['a wrong password', 'tester', 'open'],
  ['a name that nobody has', 'nobody', 'open sesame'],
])('%s is told in the same words, and has the focus', async (_what, name, password) => {
  await page.goto(url);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toBe('Name or password is wrong.');
  expect(await page.locator(':focus').getAttribute('role')).toBe('alert');
  expect(await page.title()).toMatch(/^Name or password is wrong\./);
  expect(await page.getByLabel('Name').inputValue()).toBe(name);
  expect(await page.getByLabel('Password').inputValue()).toBe('');
  expect(await page.context().cookies()).toEqual([]);
});

test('the keyboard alone is enough', async () => {
  await page.goto(url);
  const keys = page.keyboard;
  const tab = () => keys.press('Tab');
  await tab();
  await keys.type('tester');
  await tab();
  await keys.type('open sesame');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'New test' }).waitFor();
  for (const words of ['By keys', 'All is well.', 'well']) {
    await tab();
    await keys.type(words);
  }
  await tab();
  await keys.press('Space');
  await page.getByRole('status').waitFor();
  await tab();
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'By keys' }).waitFor();
});

test('nobody sees a test who is not signed in, and what users type is never markup', async () => {
  await signIn();
  const name = `<img src=x onerror="document.title='run'">`;
  await create(name);
  await page.getByRole('link', { name: 'See its result' }).click();
  await page.getByRole('heading', { name }).waitFor();
  expect(await page.title()).toBe(`${name} – Semantest`);
  const address = page.url();
  await page.context().clearCookies();
  expect((await page.goto(address))?.status()).toBe(401);
  expect(await page.getByRole('alert').textContent()).toMatch(/^You are not signed in any more/);
});

test('an empty field is refused by the service too, and nothing typed is lost', async () => {
  await signIn();
  await page.getByLabel('Text', { exact: true }).fill('Kept');
  await page.locator('form').evaluate((form) => Object.assign(form, { noValidate: true }));
  await page.getByRole('button', { name: 'Create test' }).click();
  expect(await page.getByRole('alert').textContent()).toBe('Fill in every field.');
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Kept');
});

test('while the database hangs the user is told, may try again, and then succeeds', async () => {
  await signIn();
  await page.getByRole('heading', { name: 'New test' }).waitFor();
  const { server } = semantest.database;
  server.signalTree('SIGSTOP');
  try {
    await create('During');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/may have been created or not|was not created/);
    expect(await page.getByLabel('Name of the test').inputValue()).toBe('During');
    const other = await (await browser.newContext()).newPage();
    const request = { url, test: 'Other', patienceMs };
    expect((await travel(other, request, clock)).failed).toMatchObject({
      step: 'sign-in',
      shown: 'The service is away just now. Try again in a moment.',
    });
    await other.context().close();
  } finally {
    server.signalTree('SIGCONT');
  }
  await page.getByRole('button', { name: 'Create test' }).click();
  await page.getByRole('status').waitFor();
});

test('whose session the cache has lost is asked to sign in again', async () => {
  await signIn();
  await page.getByRole('heading', { name: 'New test' }).waitFor();
  const cache = createClient({ socket: semantest.request.stores.redis });
  await cache.connect();
  await cache.flushAll();
  cache.destroy();
  await create('Lost');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.getByRole('alert').textContent()).toMatch(/Sign in again/);
});

test('a page that hangs is given up when patience is over', async () => {
  semantest.app.signal('SIGSTOP');
  const startedMs = clock.monotonicMs();
  try {
    const { failed } = await journey('Hangs', 1000);
    expect(failed).toMatchObject({ step: 'open', shown: 'no answer within 1 s' });
    expect(clock.monotonicMs() - startedMs).toBeLessThan(3000);
  } finally {
    semantest.app.signal('SIGCONT');
  }
});

test('a name that leads nowhere is an open that failed, in the browser’s own words', async () => {
  names.answer(undefined);
  const { failed } = await journey('Nowhere');
  expect(failed?.step).toBe('open');
  expect(failed?.shown).toMatch(/ERR_/);
});

test('nothing else is reached: no other name, port or address, even on loopback', async () => {
  const other = createServer((_, reply) => reply.end('reached')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const addresses = [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`];
  for (const address of [...addresses, `http://${service.name}:${port}/`, 'http://192.0.2.1/'])
    await expect(page.goto(address), address).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  other.close();
});

test.each(['light', 'dark'] as const)('nothing is cut off 320 px wide, %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width: 320, height: 640 });
  const fits = () => page.evaluate('document.documentElement.scrollWidth <= 320');
  await page.goto(url);
  expect(await fits()).toBe(true);
  await signIn();
  await create('A name of many letters '.repeat(4));
  await page.getByRole('link', { name: 'See its result' }).click();
  await page.getByText('✓ Passed').waitFor();
  expect(await fits()).toBe(true);
});
