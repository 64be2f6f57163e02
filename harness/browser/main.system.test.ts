import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { type JourneyEntry, readJournal } from '../journal/index.ts';
import { type InstalledPart, installPart } from '../parts/index.ts';
import { type NameServer, startNameServer } from '../workload/testbed/name-server.ts';

const host = '127.240.253.1';
const record = '127.10.253.1';
const resolver = { host: '127.240.253.3', port: 5353 };
const service = { name: 'api.semantest.test', port: 3000 };

let chromium: InstalledPart;
let names: NameServer;
let server: Server;
let runDir: string;
let pages: number;
let answer: (reply: import('node:http').ServerResponse) => void;

beforeAll(async () => {
  chromium = await installPart('chromium');
  names = await startNameServer(resolver);
  names.answer(record);
  server = createServer((request, reply) => {
    if (request.url === '/') pages += 1;
    answer(reply);
  }).listen(service.port, host);
  await once(server, 'listening');
}, 300_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await names[Symbol.asyncDispose]();
});
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-browser-'));
  pages = 0;
  answer = (reply) => reply.writeHead(503, { 'x-blackstart-region': 'us-east-1' }).end('Away.');
});
afterEach(() => rmSync(runDir, { recursive: true }));

function start(changes: object = {}) {
  const config = {
    ...{ journal: join(runDir, 'journal'), runDir, vantage: 'us-east-1', resolver, service },
    ...{ routes: { [record]: host }, patienceMs: 5000, restMs: 300, restAfterFailureMs: 100 },
    chromium: { program: chromium.program('chromium'), environment: chromium.environment },
    maxDurationMs: 60_000,
    ...changes,
  };
  const child = spawn(process.execPath, ['harness/browser/main.ts'], {
    env: { ...process.env, BLACKSTART_BROWSER: JSON.stringify(config), TMPDIR: runDir },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  return { child, exited: once(child, 'exit') };
}

const asked = (times: number) =>
  until(clock, { what: `${times} pages asked for`, ms: 60_000, everyMs: 50 }, () => pages >= times);

/** No run entry is among them, so they are read as lines. */
function journeys(): JourneyEntry[] {
  const lines = readFileSync(join(runDir, 'journal', 'browser.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const entries = lines.map((line) => JSON.parse(line) as { readonly kind?: string });
  return entries.filter((entry): entry is JourneyEntry => entry.kind === 'journey');
}

/** Chromium and its children say in their command line which directory is theirs. */
function left(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(runDir);
    } catch {
      return false;
    }
  });
}

test('journeys follow each other until it is stopped, each new face in a picture', async () => {
  const { child, exited } = start();
  await asked(3);
  expect(left().length).toBeGreaterThan(1);
  child.stdin?.write('{"do":"stop"}\n');
  expect(await exited).toEqual([0, null]);
  const made = journeys();
  expect(made.map(({ id }) => id)).toEqual(made.map((_, index) => index + 1));
  expect(made.length).toBeGreaterThanOrEqual(2);
  for (const { failed, region, vantage } of made) {
    expect({ failed, region, vantage }).toMatchObject({
      failed: { step: 'open', shown: 'Away.' },
      ...{ region: 'us-east-1', vantage: 'us-east-1' },
    });
  }
  const pictures = made.flatMap(({ picture }) => picture ?? []);
  expect(pictures).toHaveLength(1);
  const bytes = readFileSync(join(runDir, pictures[0]?.file ?? ''));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(pictures[0]?.sha256);
  expect(bytes.length).toBeLessThan(40_000);
  expect(left()).toEqual([]);
});

test('each journey is made on connections of its own', async () => {
  const connections = new Set();
  server.on('connection', (socket) => connections.add(socket));
  const { child, exited } = start();
  await asked(3);
  child.stdin?.end();
  expect(await exited).toEqual([0, null]);
  expect(connections.size).toBeGreaterThanOrEqual(3);
});

test('a journey that has no answer is given up, and the next is made all the same', async () => {
  answer = () => undefined;
  const { child, exited } = start({ patienceMs: 700 });
  await asked(2);
  child.stdin?.end();
  expect(await exited).toEqual([0, null]);
  const [first] = journeys();
  expect(first?.failed).toMatchObject({ step: 'open', shown: 'no answer within 0.7 s' });
  expect(first?.picture).toBeDefined();
});

test('ends within 2 s of SIGTERM in the middle of a journey, and Chromium with it', async () => {
  answer = () => undefined;
  const { child, exited } = start({ patienceMs: 30_000 });
  await asked(1);
  const startedMs = clock.monotonicMs();
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(clock.monotonicMs() - startedMs).toBeLessThan(2000);
  expect(left()).toEqual([]);
  expect(journeys()).toEqual([]);
});

test('killed outright, it leaves no Chromium', async () => {
  const { child, exited } = start();
  await asked(1);
  child.kill('SIGKILL');
  await exited;
  await until(clock, { what: 'the end of Chromium', ms: 10_000 }, () => left().length === 0);
});

test('a Chromium that dies is no outage of the service: it ends with an error', async () => {
  answer = () => undefined;
  const { child, exited } = start({ patienceMs: 30_000 });
  await asked(1);
  for (const pid of left()) {
    if (Number(pid) !== child.pid) process.kill(Number(pid), 'SIGKILL');
  }
  expect((await exited)[0]).toBe(1);
  expect(journeys()).toEqual([]);
  await expect(readJournal(join(runDir, 'journal'))).rejects.toThrow('no run entry');
});
