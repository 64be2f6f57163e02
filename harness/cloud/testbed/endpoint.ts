import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Address } from '../../../engine/index.ts';

/** A real HTTP endpoint whose status for each path can be turned. */
export interface EndpointUnderTest extends AsyncDisposable {
  readonly statuses: Map<string, number>;
  /** Hosts that were asked for. */
  readonly hosts: Set<string>;
}

export async function startEndpoint({ host, port }: Address): Promise<EndpointUnderTest> {
  const statuses = new Map<string, number>();
  const hosts = new Set<string>();
  const server = createServer((request, response) => {
    hosts.add(request.headers.host ?? '');
    response.writeHead(statuses.get(request.url ?? '') ?? 404).end();
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    statuses,
    hosts,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
