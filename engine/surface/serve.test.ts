import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { isLoopback } from './access.ts';
import { openSurface } from './testing/open-surface.ts';

it('does not open a door to the network without a token', async () => {
  for (const host of ['0.0.0.0', '::', 'engine.example']) {
    const opened = openSurface({ token: undefined, listen: { host, port: 0 } });
    await expect(opened).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
    await expect(opened).rejects.toThrow(/BLACKSTART_TOKEN/);
  }
});

it.each([
  ['127.0.0.1', true],
  ['127.20.7.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['localhost.example', false],
])('takes %s for loopback: %s', (host, local) => {
  expect(isLoopback(host)).toBe(local);
});

it('says which address is taken, and what to do', async () => {
  await using first = await openSurface();
  const second = openSurface({ listen: first.address });
  await expect(second).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
  await expect(second).rejects.toThrow(
    new RegExp(`127\\.0\\.0\\.1:${first.address.port}: another process listens.*--listen`),
  );
});

it('ends a request that does not arrive whole', async () => {
  await using surface = await openSurface({ limits: { requestMs: 100, requestCheckMs: 50 } });
  const socket = connect(surface.address.port, surface.address.host);
  socket.write('POST /pause HTTP/1.1\r\nhost: a\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408/);
  await once(socket, 'close');
});
