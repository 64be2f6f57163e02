import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';

/** Which region traffic goes to, if that was ever known. */
export interface Routing {
  region(): Promise<string | undefined>;
}

/** For DNS health checkers: 200 for the region that traffic goes to, 503 for the others. */
export function routing(
  server: FastifyInstance,
  regions: readonly string[],
  control: Routing,
): void {
  server.get<{ Params: { region: string } }>('/routing/:region', async (request, reply) => {
    const { region } = request.params;
    if (!regions.includes(region)) {
      throw new Refused(404, `no such region; known are ${regions.join(', ')}`);
    }
    const open = await control.region();
    return reply.code(open === region ? 200 : 503).send({
      open: open === region,
      routing: open ?? null,
    });
  });
}
