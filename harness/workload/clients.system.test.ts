import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import type { OperationEntry } from '../journal/index.ts';
import type { WorkloadConfig } from './config.ts';
import { Load } from './load.ts';
import { type NameServer, startNameServer } from './testbed/name-server.ts';
import { VantageClient } from './vantage-client.ts';

/** What regions' addresses are in the zone, and where the vantage's links to them begin. */
const east = { record: '127.10.251.1', link: '127.240.251.11' };
const west = { record: '127.20.251.1', link: '127.240.251.12' };
const port = 8080;
const resolver = { host: '127.240.251.3', port: 5353 };
const network = { resolver, routes: { [east.record]: east.link, [west.record]: west.link } };
const config: WorkloadConfig = {
  ...{
    journal: '-',
    seed: 1,
    operationsPerSecond: 1000,
    writeShare: 1,
    payloadBytes: 64,
    everyNth: [20],
  },
  earlierRuns: 0,
  ...{ operationTimeoutMs: 400, maxInFlight: 1000, maxConnections: 100 },
  ...{ connectionMaxAgeMs: 60_000, connectionIdleMs: 5000, maxDurationMs: 60_000 },
  service: { label: 'core-api', name: 'api.semantest.test', port },
  vantages: { 'us-east-1': network },
};

let names: NameServer;
let client: VantageClient;
const servers: Server[] = [];

beforeEach(async () => {
  names = await startNameServer(resolver);
  names.answer(east.record);
  client = new VantageClient('us-east-1', network, config, clock);
});
afterEach(async () => {
  client.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  await names[Symbol.asyncDispose]();
});

it('reaches the link that the name leads to, and keeps the connection', async () => {
  await serve(east.link, created('us-east-1'));
  const first = await write(1);
  expect(first).toMatchObject({ outcome: 'ok', region: 'us-east-1', epoch: 3, bytes: 64 });
  names.answer(west.record);
  expect(await write(2)).toMatchObject({ outcome: 'ok', region: 'us-east-1' });
  expect(names.asked).toBe(1);
});

it('resolves the name anew after an error of the server', async () => {
  const refusal = JSON.stringify({ error: 'not-writer', certainlyNotDone: true });
  await serve(east.link, (_request, response) => response.writeHead(503).end(refusal));
  await serve(west.link, created('us-west-2'));
  expect(await write(1)).toMatchObject({ outcome: 'fail', error: 'http-503' });
  names.answer(west.record);
  expect(await write(2)).toMatchObject({ outcome: 'ok', region: 'us-west-2' });
});

it('resolves the name anew when the connection is too old', async () => {
  await serve(east.link, created('us-east-1'));
  await serve(west.link, created('us-west-2'));
  client.close();
  client = new VantageClient('us-east-1', network, { ...config, connectionMaxAgeMs: 1 }, clock);
  await write(1);
  names.answer(west.record);
  await until(clock, { what: 'the other region', ms: 2000, everyMs: 5 }, async () => {
    return (await write(2)).region === 'us-west-2';
  });
});

it('knows what certainly never left: refused, no name, no route, no free connection', async () => {
  expect(await write(1)).toMatchObject({ outcome: 'fail', error: 'refused' });
  names.answer(undefined);
  expect(await write(2)).toMatchObject({ outcome: 'fail', error: 'dns' });
  names.answer('127.99.0.1');
  expect(await write(3)).toMatchObject({ outcome: 'fail', error: 'no-route' });
  names.answer(east.record);
  await serve(east.link, () => {});
  client.close();
  client = new VantageClient('us-east-1', network, { ...config, maxConnections: 1 }, clock);
  const [sent, queued] = await Promise.all([write(4), write(5)]);
  expect(sent).toMatchObject({ outcome: 'indeterminate', error: 'timeout' });
  expect(queued).toMatchObject({ outcome: 'fail', error: 'timeout' });
});

it('does not know what became of a write that was sent and not answered', async () => {
  await serve(east.link, (request) => request.socket.resetAndDestroy());
  expect(await write(1)).toMatchObject({ outcome: 'indeterminate', error: 'reset' });
  expect(await read(1)).toMatchObject({ outcome: 'fail', error: 'reset' });
});

it('does not know either when the connection had worked before', async () => {
  let received = 0;
  await serve(east.link, (request, response) => {
    received += 1;
    if (received === 1) created('us-east-1')(request, response);
    else request.socket.resetAndDestroy();
  });
  expect(await write(1)).toMatchObject({ outcome: 'ok' });
  expect(await write(2)).toMatchObject({ outcome: 'indeterminate', error: 'reset' });
  expect(names.asked).toBe(1);
});

it('ends a reply that breaks off as an unknown fate', async () => {
  await serve(east.link, (request, response) => {
    response.writeHead(201, { 'content-length': 1000 }).write('{"id":');
    setImmediate(() => request.socket.destroy());
  });
  expect(await write(1)).toMatchObject({ outcome: 'indeterminate' });
});

it('sends an operation once, whatever happens to it', async () => {
  let received = 0;
  await serve(east.link, (request) => {
    received += 1;
    request.socket.destroy();
  });
  await write(1);
  await read(1);
  expect(received).toBe(2);
});

it('starts operations on schedule while none is answered', async () => {
  await serve(east.link, () => {});
  const entries = await runLoad({ ...config, maxInFlight: 40 }, 1500);
  const overload = entries.filter(({ error }) => error === 'client-overload');
  const timeouts = entries.filter(({ error }) => error === 'timeout');
  // Up to 500 a second in the middle of the ramp, of which 40 are under way for 400 ms.
  expect(entries.length).toBeGreaterThan(60);
  expect(overload.length).toBeGreaterThan(10);
  expect(timeouts.length).toBeGreaterThanOrEqual(40);
  expect(overload.every(({ outcome }) => outcome === 'fail')).toBe(true);
  const moments = entries.map(({ atMs }) => atMs).sort((a, b) => a - b);
  const gaps = moments.slice(2).map((atMs, index) => atMs - (moments[index + 1] ?? 0));
  for (const [index, gapMs] of gaps.entries()) expect(gapMs).toBeLessThan(gaps[index - 1] ?? 1e3);
  const ids = entries.map(({ id }) => id).sort((a, b) => a - b);
  expect(ids).toEqual(ids.map((_, index) => index + 1));
});

async function runLoad(loadConfig: WorkloadConfig, forMs: number): Promise<OperationEntry[]> {
  const entries: OperationEntry[] = [];
  const load = new Load(loadConfig, clock, (entry) => entries.push(entry));
  await load.run(AbortSignal.timeout(forMs));
  await load.finish(loadConfig.operationTimeoutMs);
  return entries;
}

function write(id: number): Promise<OperationEntry> {
  const payload = `${id}`.padEnd(64, 'x');
  return client.perform({ type: 'write', id, payload }, clock.monotonicMs());
}

function read(id: number): Promise<OperationEntry> {
  return client.perform({ type: 'read', id }, clock.monotonicMs());
}

function created(region: string): RequestListener {
  return (_request, response) => {
    const headers = { 'x-blackstart-region': region, 'x-blackstart-epoch': '3' };
    response.writeHead(201, headers).end('{}');
  };
}

async function serve(host: string, listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(port, host);
  servers.push(server);
  await once(server, 'listening');
}
