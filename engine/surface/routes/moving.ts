import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hasPower } from '../operator.ts';
import { name, readBody } from '../read-body.ts';
import { Refused } from '../refused.ts';
import type { ChangingOptions } from './changing.ts';

export interface MovingOptions extends ChangingOptions {
  readonly regions: readonly string[];
}

const bodies = {
  switchover: z.strictObject({ by: name, to: name }),
  rejoin: z.strictObject({ by: name, region: name }),
  activate: z.strictObject({ by: name, lost: z.array(name).min(1) }),
};

/** What an operator has moved. Each is logged with the name of who asked. */
export function moving(server: FastifyInstance, options: MovingOptions): void {
  const { operator, regions, log } = options;
  const guarded = { onRequest: options.access.mayChange };
  const mustKnow = (region: string) => {
    if (regions.includes(region)) return;
    throw new Refused(404, `no such region; known are ${regions.join(', ')}`);
  };

  server.post('/switchover', guarded, async ({ body }, reply) => {
    if (!hasPower(operator, 'switchover')) {
      throw new Refused(501, 'this engine cannot make a planned switchover');
    }
    const { by, to } = readBody(bodies.switchover, body);
    mustKnow(to);
    await operator.switchover(to, by);
    log.warn({ by, to }, 'switchover asked for');
    return reply.code(202).send({ to });
  });

  server.post('/rejoin', guarded, async ({ body }, reply) => {
    if (!hasPower(operator, 'rejoin')) {
      throw new Refused(501, 'this engine cannot make a region rejoin');
    }
    const { by, region } = readBody(bodies.rejoin, body);
    mustKnow(region);
    await operator.rejoin(region, by);
    log.warn({ by, region }, 'rejoin asked for');
    return reply.code(202).send({ region });
  });

  server.post('/activate', guarded, async ({ body }, reply) => {
    if (!hasPower(operator, 'activate')) {
      throw new Refused(501, 'this engine cannot activate a region');
    }
    const { by, lost } = readBody(bodies.activate, body);
    for (const region of lost) mustKnow(region);
    await operator.activate(lost, by);
    log.warn({ by, lost }, 'activation asked for');
    return reply.code(202).send({ lost });
  });
}
