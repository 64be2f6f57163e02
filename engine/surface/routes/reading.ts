import type { FastifyInstance } from 'fastify';
import type { Access } from '../access.ts';
import type { EventStream } from '../event-stream.ts';
import type { Metrics } from '../metrics.ts';
import { hasPower, type Operator } from '../operator.ts';
import { Refused } from '../refused.ts';

export interface ReadingOptions {
  readonly access: Access;
  readonly operator: Operator;
  readonly metrics: Metrics;
  readonly stream: EventStream;
}

/** What the engine knows, does and would do; nothing of it changes anything. */
export function reading(server: FastifyInstance, options: ReadingOptions): void {
  const { operator, metrics, stream } = options;
  const guarded = { onRequest: options.access.mayRead };
  server.get('/status', guarded, async () => operator.status());
  server.get('/plan', guarded, async () => {
    if (!hasPower(operator, 'plan')) throw new Refused(501, 'this engine cannot make a dry run');
    return operator.plan();
  });
  server.get('/metrics', guarded, async (_, reply) =>
    reply.type(metrics.contentType).send(await metrics.text(operator.status())),
  );
  server.get('/events', { ...guarded, exposeHeadRoute: false }, async (request, reply) => {
    stream.refuseOneTooMany();
    const lastId = request.headers['last-event-id'];
    reply.hijack();
    stream.open(reply.raw, Array.isArray(lastId) ? lastId[0] : lastId);
  });
}
