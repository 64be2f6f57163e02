import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import { explain } from '../../cli/explain.ts';
import type { K6EndEntry } from '../../journal/index.ts';
import { endRecorded } from '../../processes/end-recorded.ts';
import { createProcesses, type Processes } from '../../processes/processes.ts';
import { startNameServer } from '../testbed/name-server.ts';
import type { ScriptSettings } from './k6-settings.ts';
import { prepareK6 } from './prepare-k6.ts';
import { startK6 } from './run-k6.ts';
import { serveNames } from './serve-names.ts';

const { signal } = new AbortController();
const tools = { clock, signal, say: () => undefined };
const load = { k6: 'constant-arrival', ratePerSecond: 50, vantage: 'us-east-1' };
const resolver = { host: '127.20.242.1', port: 5353 };
const [east, west] = ['127.20.242.2', '127.20.242.3'];
const port = 8080;
const routes = { '127.20.242.12': east, '127.20.242.13': west };
const settings: ScriptSettings = {
  load,
  service: `http://service.test:${port}`,
  timeoutMs: 1_000,
  maxDurationMs: 60_000,
  firstId: 1_000_000_000_000,
  changeAfterMs: 1_000,
};

let directory: string;
let processes: Processes;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'k6-run-'));
  processes = createProcesses({ runId: directory, runDir: directory, clock });
});
afterEach(async () => {
  await processes.endAll();
  await rm(directory, { recursive: true });
});

/** A service at an address that keeps what was asked of it, and answers `afterMs` later. */
async function serve(host: string, { status = 201, afterMs = 0 } = {}) {
  const asked: { readonly method: string; readonly path: string; readonly id: number }[] = [];
  const server = createServer(async (request, reply) => {
    const body = await request.setEncoding('utf8').reduce((all, part) => all + part, '');
    const { method = '', url: path = '' } = request;
    asked.push({ method, path, id: body ? JSON.parse(body).id : Number(path.split('/').at(-1)) });
    await clock.sleep(afterMs);
    reply.writeHead(method === 'GET' && status === 201 ? 200 : status).end('{}');
  });
  await once(server.listen(port, host), 'listening');
  const close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { asked, [Symbol.asyncDispose]: close };
}

async function start(names: { readonly address: typeof resolver }) {
  const prepared = await prepareK6(process.cwd(), load, tools);
  const logFile = join(directory, 'k6.log');
  const request = { ...prepared, settings, resolver: names.address, directory, logFile };
  return startK6(processes, clock, request, signal);
}

const asksFor = (service: { readonly asked: readonly unknown[] }, count: number) =>
  until(clock, { what: `${count} requests`, ms: 30_000 }, () => service.asked.length >= count);

test('k6 goes where the name leads, by the links, and follows it within a request', async () => {
  await using names = await startNameServer(resolver);
  await using there = await serve(east);
  await using other = await serve(west, { afterMs: 40 });
  names.answer('127.20.242.12');
  await using view = await serveNames({ resolver, routes }, 1_000);
  const k6 = await start(view);
  await asksFor(there, 100);
  expect(other.asked).toEqual([]);
  names.answer('127.20.242.13');
  await asksFor(other, 100);
  const before = there.asked.length;
  await asksFor(other, 150);
  expect(there.asked.length).toBe(before);

  const entries = await k6.stop();
  const end = entries.at(-1) as K6EndEntry;
  expect(end).toMatchObject({ kind: 'k6-end', exit: 'exit code 105', failed: 0, gaps: [] });
  const asked = there.asked.length + other.asked.length;
  // What was under way when it was asked to end is cut off, and no sample of k6's.
  expect(end.requests).toBeGreaterThan(asked - 20);
  expect(end.requests).toBeLessThanOrEqual(asked);
  const seconds = entries.slice(0, -1).filter((entry) => entry.kind === 'k6-second');
  expect(seconds.reduce((sum, { requests }) => sum + requests, 0)).toBe(end.requests);
  expect(Math.abs((seconds.at(-1)?.atMs ?? 0) - clock.monotonicMs())).toBeLessThan(5_000);
  expect(seconds.at(-1)?.latency?.p50Ms).toBeGreaterThan(39);

  const all = [...there.asked, ...other.asked];
  const writes = all.filter(({ method }) => method === 'POST').map(({ id }) => id);
  const reads = all.filter(({ method }) => method === 'GET').map(({ id }) => id);
  expect(new Set(writes).size).toBe(writes.length);
  expect(Math.min(...writes)).toBe(settings.firstId);
  expect(reads.length).toBeGreaterThan(0);
  expect(reads.filter((id) => !writes.includes(id))).toEqual([]);
});

test('what is not answered as the script expects has failed', async () => {
  await using names = await startNameServer(resolver);
  names.answer('127.20.242.12');
  await using view = await serveNames({ resolver, routes }, 1_000);
  await using there = await serve(east, { status: 503 });
  const k6 = await start(view);
  await asksFor(there, 50);
  const end = (await k6.stop()).at(-1) as K6EndEntry;
  expect(end.failed).toBe(end.requests);
  expect(end).not.toHaveProperty('latency');
  expect(end.outage).toBeDefined();
});

test('a k6 that was killed leaves what it saw, and says so', async () => {
  await using names = await startNameServer(resolver);
  names.answer('127.20.242.12');
  await using view = await serveNames({ resolver, routes }, 1_000);
  await using there = await serve(east);
  const k6 = await start(view);
  await asksFor(there, 100);
  const [child] = processes.running;
  await child?.kill();
  const end = (await k6.stop()).at(-1) as K6EndEntry;
  expect(end.requests).toBeGreaterThan(0);
  expect(end.gaps).toContain('it ended by itself, with signal SIGKILL');
  expect(end.gaps).toContain('it wrote no summary');
});

test('after a crash k6 is ended by the record of its run', async () => {
  await using names = await startNameServer(resolver);
  await using view = await serveNames({ resolver, routes }, 1_000);
  await start(view);
  expect(await endRecorded(directory, directory, { clock })).toMatchObject([{ name: 'k6' }]);
  expect(names.asked).toBeGreaterThan(0);
});

test('with a name that nobody knows every request fails, and k6 goes on', async () => {
  await using names = await startNameServer(resolver);
  await using view = await serveNames({ resolver, routes }, 1_000);
  const k6 = await start(view);
  await until(clock, { what: 'questions', ms: 30_000 }, () => names.asked > 20);
  const end = (await k6.stop()).at(-1) as K6EndEntry;
  expect(end.exit).toBe('exit code 105');
  expect(end.requests).toBeGreaterThan(0);
  expect(end.failed).toBe(end.requests);
});

test.each([
  ['half a script', 'export default function () {', /Unexpected end of input/],
  [
    'options of no executor',
    'export const options = { scenarios: { a: { executor: "no" } } };',
    /no/,
  ],
  ['one that asks for more', 'if (!__ENV.MORE) throw new Error("MORE is not set");', /MORE is not/],
  ['one that begins nothing', 'export const nothing = 1;', /export/],
])('%s is refused in its words, with exit code 4', async (_, text, says) => {
  const scripts = join(directory, 'fixtures', 'k6');
  await mkdir(scripts, { recursive: true });
  await writeFile(join(scripts, 'wrong.js'), text);
  const wrong = { ...load, k6: 'wrong' };
  const error = await prepareK6(directory, wrong, tools).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'K6_SCRIPT_REFUSED', message: expect.stringMatching(says) });
  expect(explain(error).code).toBe(4);
});

test.each(['constant-arrival', 'spike', 'soak'])('k6 accepts %s', async (k6) => {
  const { script } = await prepareK6(process.cwd(), { ...load, k6 }, tools);
  expect(script).toMatch(`fixtures/k6/${k6}.js`);
});

test('a script that is not there is a matter of usage', async () => {
  const none = prepareK6(process.cwd(), { ...load, k6: 'none' }, tools);
  await expect(none).rejects.toThrow(/there are: constant-arrival, soak, spike/);
  await expect(none).rejects.toMatchObject({ code: 'USAGE' });
});
