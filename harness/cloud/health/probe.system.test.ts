import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../engine/index.ts';
import type { HealthCheckSpec } from '../route53/zone.ts';
import { probe } from './probe.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const check = (type: string): HealthCheckSpec => ({
  id: 'id',
  name: 'name',
  type,
  target: { host: '127.10.1.1', port: 1 },
  path: '/health',
  domainName: 'api.semantest.test',
  intervalMs: 10_000,
  failureThreshold: 3,
  children: [],
  healthThreshold: 0,
  inverted: false,
  disabled: false,
  regions: [],
});
const probeAt = (port: number, type = 'HTTP', timeScale = 0.05) =>
  probe({
    check: check(type),
    host: '127.0.0.1',
    port,
    timeScale,
    signal: new AbortController().signal,
  });

test.each([
  [200, true],
  [302, true],
  [399, true],
  [404, false],
  [503, false],
])('HTTP status %i passes: %s', async (status, passed) => {
  const asked: unknown[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push([url, headers.host]);
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  expect(await probeAt(await listen(server))).toMatchObject({ passed });
  expect(asked).toEqual([['/health', 'api.semantest.test']]);
});

test('HTTP: a server that accepts and says nothing fails after 2 s times the scale', async () => {
  const port = await listen(createTcpServer(() => {}));
  const startMs = systemClock.monotonicMs();
  expect(await probeAt(port)).toEqual({ passed: false, why: 'no status within 100 ms' });
  const tookMs = systemClock.monotonicMs() - startMs;
  expect(tookMs).toBeGreaterThan(95);
  expect(tookMs).toBeLessThan(1_000);
});

test('TCP passes when the connection stands, and says nothing to the server', async () => {
  const port = await listen(createTcpServer());
  expect(await probeAt(port, 'TCP')).toEqual({ passed: true, why: 'connected' });
});

test.each(['HTTP', 'TCP'])('%s fails at once where nobody listens', async (type) => {
  const server = createTcpServer();
  const port = await listen(server);
  server.close();
  expect(await probeAt(port, type)).toMatchObject({ passed: false });
});

test.each([
  ['HTTP', 'no connection within 200 ms'],
  ['TCP', 'no connection within 500 ms'],
])('%s fails when no connection stands in time', async (type, why) => {
  await using server = await frozenServer();
  expect(await probeAt(server.port, type)).toEqual({ passed: false, why });
});

test('a type that is not emulated fails and says so', async () => {
  const why = 'checks of type HTTPS are not emulated';
  expect(await probeAt(1, 'HTTPS')).toEqual({ passed: false, why });
});

/** A stopped process whose queue of connections is full: further SYNs vanish in the kernel. */
async function frozenServer() {
  const program = `const s = require('node:net').createServer();
    s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const port = Number(line);
  child.kill('SIGSTOP');
  const waiting = [1, 2].map(() => connect(port, '127.0.0.1'));
  await Promise.all(waiting.map((socket) => once(socket, 'connect')));
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of waiting) socket.destroy();
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
