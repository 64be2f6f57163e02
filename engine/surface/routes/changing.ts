import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Access } from '../access.ts';
import { hasPower, type Operator } from '../operator.ts';
import { Refused } from '../refused.ts';

export interface ChangingOptions {
  readonly access: Access;
  readonly operator: Operator;
  readonly regions: readonly string[];
  readonly log: Logger;
}

const words = z.string().trim().min(1).max(1_000);
const name = words.max(100);
const bodies = {
  pause: z.strictObject({ by: name, reason: words }),
  resume: z.strictObject({ by: name }),
  answer: z.strictObject({ by: name, yes: z.boolean() }),
  switchover: z.strictObject({ by: name, to: name }),
  rejoin: z.strictObject({ by: name, region: name }),
};

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body ?? {});
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new Refused(400, `the body cannot be used: ${problems.join('; ')}`);
}

/** What an operator changes. Each is logged with the name of who asked. */
export function changing(server: FastifyInstance, options: ChangingOptions): void {
  const { operator, regions, log } = options;
  const guarded = { onRequest: options.access.mayChange };
  const mustKnow = (region: string) => {
    if (regions.includes(region)) return;
    throw new Refused(404, `no such region; known are ${regions.join(', ')}`);
  };

  server.post('/pause', guarded, async ({ body }) => {
    if (!hasPower(operator, 'pause')) throw new Refused(501, 'this engine cannot be paused');
    const { by, reason } = read(bodies.pause, body);
    await operator.pause(by, reason);
    log.warn({ by, reason }, 'automation paused');
    return { paused: true };
  });

  server.post('/resume', guarded, async ({ body }) => {
    if (!hasPower(operator, 'resume')) throw new Refused(501, 'this engine cannot be paused');
    const { by } = read(bodies.resume, body);
    await operator.resume(by);
    log.warn({ by }, 'automation resumed');
    return { paused: false };
  });

  server.post<{ Params: { id: string } }>('/answers/:id', guarded, async ({ params, body }) => {
    if (!hasPower(operator, 'answer')) throw new Refused(501, 'this engine asks no questions');
    const { by, yes } = read(bodies.answer, body);
    await operator.answer(params.id, yes, by);
    log.warn({ by, question: params.id, yes }, 'question answered');
    return { answered: yes };
  });

  server.post('/switchover', guarded, async ({ body }, reply) => {
    if (!hasPower(operator, 'switchover')) {
      throw new Refused(501, 'this engine cannot make a planned switchover');
    }
    const { by, to } = read(bodies.switchover, body);
    mustKnow(to);
    await operator.switchover(to, by);
    log.warn({ by, to }, 'switchover asked for');
    return reply.code(202).send({ to });
  });

  server.post('/rejoin', guarded, async ({ body }, reply) => {
    if (!hasPower(operator, 'rejoin')) {
      throw new Refused(501, 'this engine cannot make a region rejoin');
    }
    const { by, region } = read(bodies.rejoin, body);
    mustKnow(region);
    await operator.rejoin(region, by);
    log.warn({ by, region }, 'rejoin asked for');
    return reply.code(202).send({ region });
  });
}
