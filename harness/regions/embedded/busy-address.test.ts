import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { refuseBusy } from './busy-address.ts';

it('names server, address and port that another process has, and what to try', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const address = { host: '127.0.0.1', port };
  await expect(refuseBusy('redis in us-east-1', [address])).rejects.toMatchObject({
    code: 'ADDRESS_BUSY',
    exitCode: 4,
    message: expect.stringMatching(
      new RegExp(`^redis in us-east-1 cannot listen on 127.0.0.1 port ${port}:.*try:.*heal`),
    ),
  });
  other.close();
  await once(other, 'close');
  await expect(refuseBusy('redis in us-east-1', [address])).resolves.toBeUndefined();
});
