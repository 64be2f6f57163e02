import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refused } from '../refused.ts';

/** Which region traffic goes to, if that was ever known. */
export interface Routing {
  region(): Promise<string | undefined>;
  /** The same, if it goes there by the word of that region alone. */
  forced(): Promise<string | undefined>;
}

interface Asked {
  readonly Params: { readonly region: string };
}

/**
 * For DNS health checkers: 200 for the region that traffic goes to, 503 for the others. What is
 * forced is asked apart, of the controller of that region alone.
 */
export function routing(
  server: FastifyInstance,
  regions: readonly string[],
  control: Routing,
): void {
  const answer = (region: string, open: string | undefined, reply: FastifyReply) => {
    if (!regions.includes(region)) {
      throw new Refused(404, `no such region; known are ${regions.join(', ')}`);
    }
    return reply.code(open === region ? 200 : 503).send({
      open: open === region,
      routing: open ?? null,
    });
  };
  server.get<Asked>('/routing/:region', async ({ params }, reply) =>
    answer(params.region, await control.region(), reply),
  );
  server.get<Asked>('/routing/:region/forced', async ({ params }, reply) =>
    answer(params.region, await control.forced(), reply),
  );
}
