import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Access } from '../access.ts';
import { hasPower, type Operator } from '../operator.ts';
import { name, readBody, words } from '../read-body.ts';
import { Refused } from '../refused.ts';

export interface ChangingOptions {
  readonly access: Access;
  readonly operator: Operator;
  readonly log: Logger;
}

const bodies = {
  pause: z.strictObject({ by: name, reason: words }),
  resume: z.strictObject({ by: name }),
  retry: z.strictObject({ by: name }),
  answer: z.strictObject({ by: name, yes: z.boolean() }),
};

/** What an operator changes of the engine itself. Each is logged with the name of who asked. */
export function changing(server: FastifyInstance, options: ChangingOptions): void {
  const { operator, log } = options;
  const guarded = { onRequest: options.access.mayChange };

  server.post('/pause', guarded, async ({ body }) => {
    if (!hasPower(operator, 'pause')) throw new Refused(501, 'this engine cannot be paused');
    const { by, reason } = readBody(bodies.pause, body);
    await operator.pause(by, reason);
    log.warn({ by, reason }, 'automation paused');
    return { paused: true };
  });

  server.post('/resume', guarded, async ({ body }) => {
    if (!hasPower(operator, 'resume')) throw new Refused(501, 'this engine cannot be paused');
    const { by } = readBody(bodies.resume, body);
    await operator.resume(by);
    log.warn({ by }, 'automation resumed');
    return { paused: false };
  });

  server.post('/retry', guarded, async ({ body }, reply) => {
    if (!hasPower(operator, 'retry')) {
      throw new Refused(501, 'this engine cannot try a runbook again');
    }
    const { by } = readBody(bodies.retry, body);
    await operator.retry(by);
    log.warn({ by }, 'retry asked for');
    return reply.code(202).send({ retried: true });
  });

  server.post<{ Params: { id: string } }>('/answers/:id', guarded, async ({ params, body }) => {
    if (!hasPower(operator, 'answer')) throw new Refused(501, 'this engine asks no questions');
    const { by, yes } = readBody(bodies.answer, body);
    await operator.answer(params.id, yes, by);
    log.warn({ by, question: params.id, yes }, 'question answered');
    return { answered: yes };
  });
}
