import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refused } from '../refused.ts';

/** Which region traffic goes to, if that was ever known. */
export interface Routing {
  region(): Promise<string | undefined>;
  /** The same, if it goes there by the word of that region alone. */
  forced(): Promise<string | undefined>;
  /** Whether it was led away from a region a while ago, and not back since. */
  left(region: string): Promise<boolean>;
}

interface Asked {
  readonly Params: { readonly region: string };
}

/**
 * For DNS health checkers: 200 for the region that traffic goes to, 503 for the others. What is
 * forced is asked apart, of the controller of that region alone. That a region was left is said by
 * 200 as well, for inverted checks: an endpoint is healthy as soon as a few checkers have a 200,
 * and unhealthy only once nearly all have none.
 */
export function routing(
  server: FastifyInstance,
  regions: readonly string[],
  control: Routing,
): void {
  const known = (region: string) => {
    if (regions.includes(region)) return region;
    throw new Refused(404, `no such region; known are ${regions.join(', ')}`);
  };
  const answer = (region: string, open: string | undefined, reply: FastifyReply) => {
    known(region);
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
  server.get<Asked>('/routing/:region/left', async ({ params }, reply) => {
    const left = await control.left(known(params.region));
    return reply.code(left ? 200 : 503).send({ left, routing: (await control.region()) ?? null });
  });
}
