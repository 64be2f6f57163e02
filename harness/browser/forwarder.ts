import { once } from 'node:events';
import {
  type AddressInfo,
  connect,
  createServer,
  type LookupFunction,
  type Socket,
} from 'node:net';
import type { Address } from '../../engine/index.ts';

/** Where connections are led, and how that is found. */
export interface Way {
  readonly name: string;
  readonly port: number;
  readonly lookup: LookupFunction;
}

export interface Forwarder extends AsyncDisposable {
  readonly address: Address;
  /** Ends all connections that there are. */
  drop(): void;
}

/**
 * Takes connections on loopback and leads each to a name, which is looked up anew every time, as
 * other clients of a vantage do it. Bytes pass as they are: the browser itself keeps connections,
 * gives them up and makes new ones. One that cannot be made ends without a word.
 */
export async function startForwarder({ name, port, lookup }: Way): Promise<Forwarder> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (browser) => {
    const service = connect({ host: name, port, lookup, family: 4, allowHalfOpen: true });
    browser.pipe(service).pipe(browser);
    for (const [one, other] of [[browser, service] as const, [service, browser] as const]) {
      open.add(one);
      // However it ended, the other half has nobody left to speak to.
      one
        .on('error', () => undefined)
        .once('close', () => {
          open.delete(one);
          other.destroy();
        });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  const drop = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: { host: '127.0.0.1', port: own },
    drop,
    [Symbol.asyncDispose]: async () => {
      server.close();
      drop();
      await once(server, 'close');
    },
  };
}
