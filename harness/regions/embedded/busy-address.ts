import { createServer } from 'node:net';
import type { Address } from '../../../engine/index.ts';
import { AddressBusy } from '../simulated/errors.ts';

/** Throws AddressBusy if someone listens on one of the addresses. */
export async function refuseBusy(server: string, addresses: readonly Address[]): Promise<void> {
  for (const address of addresses) {
    const error = await tryListen(address);
    if (error) throw new AddressBusy(server, address, error);
  }
}

function tryListen({ host, port }: Address): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
