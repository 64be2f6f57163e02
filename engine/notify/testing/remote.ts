import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  /** What was posted, as it was sent. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each service has its own, and tests read into it
  readonly body: any;
  readonly atMs: number;
}

/** A status, also with headers and a body; or no answer at all, ever. */
export type Reply =
  | number
  | 'silence'
  | { readonly status: number; readonly headers?: Record<string, string>; readonly text?: string };

export interface Remote extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** How many wait in vain for an answer, and have not hung up. */
  unanswered(): number;
}

/** An HTTP server on loopback that plays the service that is told; `reply` gets the request. */
export async function startRemote(
  reply: (request: Received, count: number) => Reply,
  port = 0,
): Promise<Remote> {
  const received: Received[] = [];
  let unanswered = 0;
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const one = { path: request.url ?? '', text, body: JSON.parse(text), atMs: performance.now() };
    received.push(one);
    const answer = reply(one, received.length);
    if (answer === 'silence') {
      unanswered += 1;
      response.once('close', () => {
        unanswered -= 1;
      });
      return;
    }
    const {
      status,
      headers = {},
      text: said = '{}',
    } = typeof answer === 'number' ? { status: answer } : answer;
    response.writeHead(status, headers).end(said);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: opened } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${opened}`,
    port: opened,
    received,
    unanswered: () => unanswered,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  await using remote = await startRemote(() => 500);
  return remote.port;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks = await request.toArray();
  return Buffer.concat(chunks).toString();
}
