import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadlines } from './deadlines.ts';
import { chromiumFlags, doctor, installPart } from './index.ts';

let browser: Browser;

beforeAll(async () => {
  const part = await installPart('chromium');
  browser = await chromium.launch({
    executablePath: part.program('chromium'),
    env: { ...process.env, ...part.environment },
    args: [...chromiumFlags],
  });
}, deadlines.lockMs);

afterAll(() => browser.close());

/** A picture of a page with this text in this family; letters it lacks would be equal boxes. */
async function drawn(text: string, family: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 400, height: 100 } });
  await page.setContent(`<body style="font: 40px ${family}">${text}`);
  const picture = await page.screenshot();
  await page.close();
  return picture.toString('base64');
}

test('the doctor finds it ready and says what it is for', async () => {
  const line = (await doctor()).find(({ part }) => part === 'chromium');
  expect(line).toMatchObject({ state: 'ready', purpose: 'tests, pictures, drills with --browser' });
});

test('it opens a page of ours on loopback', async () => {
  const server = createServer((_, reply) => reply.end('<title>Ours</title>')).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(await page.title()).toBe('Ours');
  await page.close();
  server.close();
});

test.each(['sans-serif', 'serif', 'monospace'])('text in %s is drawn', async (family) => {
  const pictures = [drawn('', family), drawn('AVE', family), drawn('EVA', family)];
  expect(new Set(await Promise.all(pictures)).size).toBe(3);
});

test('each generic family has a face of its own', async () => {
  const families = ['sans-serif', 'serif', 'monospace'];
  const pictures = await Promise.all(families.map((family) => drawn('Recovery', family)));
  expect(new Set(pictures).size).toBe(3);
});

test.each(['http://blackstart.invalid/', 'http://192.0.2.1/', 'https://169.254.0.1/'])(
  'it does not ask for %s',
  async (address) => {
    const page = await browser.newPage();
    await expect(page.goto(address)).rejects.toThrow('ERR_PROXY_CONNECTION_FAILED');
    await page.close();
  },
);
