import type { FastifyInstance } from 'fastify';
import type { Operator } from '../operator.ts';

/** For supervisors: `/health` while the process lives, `/ready` while it can be relied on. */
export function probes(server: FastifyInstance, operator: Operator): void {
  server.get('/health', async () => ({ alive: true }));
  server.get('/ready', async (_, reply) => {
    const readiness = operator.ready();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
}
