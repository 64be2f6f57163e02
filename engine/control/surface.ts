import { fastify } from 'fastify';
import type { Address } from '../ports/endpoints.ts';
import type { RoutingControl } from './routing.ts';

/**
 * What the engine answers: `/routing/<region>` is 200 for the region that traffic goes to and 503
 * for any other, `/health` 200 while the process lives, `/status` what it knows and does.
 */
export async function serveSurface(
  listen: Address,
  routing: RoutingControl,
  status: () => unknown,
): Promise<AsyncDisposable> {
  const server = fastify({ forceCloseConnections: true });
  server.get<{ Params: { region: string } }>('/routing/:region', async (request, reply) => {
    const region = await routing.region();
    const open = region === request.params.region;
    return reply.code(open ? 200 : 503).send({ open, routing: region ?? null });
  });
  server.get('/health', async () => ({ alive: true }));
  server.get('/status', async () => status());
  await server.listen({ ...listen });
  return { [Symbol.asyncDispose]: () => server.close() };
}
