import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Address } from '../../../ports/endpoints.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Platform extends AsyncDisposable {
  readonly address: Address;
  readonly asked: readonly Asked[];
}

/** The operator's side of an agent, over real HTTP; without an answer it stays silent. */
export async function startPlatform(
  answer: (asked: Asked) => Answer | undefined,
): Promise<Platform> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const { authorization = '' } = headers;
    const one = { method, path: url, authorization, body: await text(request) };
    asked.push(one);
    const given = answer(one);
    if (given) response.writeHead(given.status).end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port },
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
