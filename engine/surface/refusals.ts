import type { FastifyError, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { OperatorRefused } from './operator.ts';
import { Refused } from './refused.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * To be called before any route is added; the function returned, after all were, answers 405 to the
 * other methods of their paths, before a body is read.
 */
export function refuseOtherMethods(server: FastifyInstance): () => void {
  const known = new Map<string, readonly string[]>();
  server.addHook('onRoute', ({ url, method }) => {
    known.set(url, [...(known.get(url) ?? []), ...[method].flat()]);
  });
  return () => {
    for (const [url, methods] of [...known]) {
      const allow = methods.join(', ');
      server.route({
        method: METHODS.filter((method) => !methods.includes(method)),
        url,
        exposeHeadRoute: false,
        onRequest: async () => {
          throw new Refused(405, `${url} is asked by ${allow}`, { allow });
        },
        handler: async () => undefined,
      });
    }
  };
}

function refusalOf(error: FastifyError): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof OperatorRefused) return new Refused(409, error.message);
  if (error instanceof ControlStoreUnavailable) {
    const look = 'whether it was done is to be seen in /status';
    return new Refused(503, `the control store does not answer; ${look}`);
  }
  const { statusCode = 500, message } = error;
  return statusCode < 500
    ? new Refused(statusCode, message)
    : new Refused(500, 'the engine failed at this; its log says why');
}

/** Every failure becomes `{"error": words}`; only what is the engine's own is logged. */
export function answerRefusals(server: FastifyInstance, log: Logger): void {
  server.setErrorHandler<FastifyError>((error, { method, routeOptions }, reply) => {
    const { status, message, headers } = refusalOf(error);
    if (status === 500) log.error({ err: error }, `${method} ${routeOptions.url} failed`);
    return reply.code(status).headers(headers).send({ error: message });
  });
  server.setNotFoundHandler(async () => {
    throw new Refused(404, 'no such path; see "Operating the engine" in README.md');
  });
}
