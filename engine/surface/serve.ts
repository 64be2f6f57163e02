import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { Address } from '../ports/endpoints.ts';
import { accessTo } from './access.ts';
import { EventStream } from './event-stream.ts';
import { type Limits, limits as usual } from './limits.ts';
import { ListenFailed } from './listen-failed.ts';
import type { Operator } from './operator.ts';
import { answerRefusals, refuseOtherMethods } from './refusals.ts';
import { changing } from './routes/changing.ts';
import { moving } from './routes/moving.ts';
import { probes } from './routes/probes.ts';
import { reading } from './routes/reading.ts';
import { type Routing, routing } from './routes/routing.ts';
import type { Telemetry } from './telemetry.ts';
import type { Token } from './token.ts';

export interface SurfaceOptions {
  readonly listen: Address;
  readonly regions: readonly string[];
  readonly routing: Routing;
  readonly operator: Operator;
  readonly telemetry: Telemetry;
  readonly token: Token | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits?: Partial<Limits>;
}

/** Answers until it is disposed of: then what is under way ends, and nothing new begins. */
export interface Surface extends AsyncDisposable {
  readonly address: Address;
}

/**
 * What the engine answers over HTTP. Throws SettingsInvalid when the network could reach it and
 * there is no token, and ListenFailed when it cannot be where it should.
 */
export async function serveSurface(options: SurfaceOptions): Promise<Surface> {
  const { listen, clock, log, operator, regions, telemetry } = options;
  const limits = { ...usual, ...options.limits };
  const access = accessTo(listen, options.token);
  const server = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.connectionMs,
    keepAliveTimeout: limits.connectionMs,
    http: { connectionsCheckingInterval: limits.requestCheckMs },
    forceCloseConnections: 'idle',
  });
  server.removeContentTypeParser('text/plain');
  const stream = new EventStream(telemetry.events, limits, clock);
  answerRefusals(server, log);
  const refuseOthers = refuseOtherMethods(server);
  probes(server, operator);
  routing(server, regions, options.routing);
  reading(server, { access, operator, metrics: telemetry.metrics, stream });
  changing(server, { access, operator, log });
  moving(server, { access, operator, regions, log });
  refuseOthers();
  const close = () => closeInOrder(server, stream, clock, limits.closeMs);
  try {
    await server.listen({ ...listen });
  } catch (error) {
    await close();
    throw new ListenFailed(listen, error as NodeJS.ErrnoException);
  }
  const [bound] = server.addresses();
  const port = typeof bound === 'object' ? bound.port : listen.port;
  return { address: { host: listen.host, port }, [Symbol.asyncDispose]: close };
}

/** Readers of events would stay for ever; a request ends, or is ended after `closeMs`. */
async function closeInOrder(
  server: FastifyInstance,
  stream: EventStream,
  clock: Clock,
  closeMs: number,
): Promise<void> {
  stream[Symbol.dispose]();
  const closed = new AbortController();
  const end = () => server.server.closeAllConnections();
  void clock.sleep(closeMs, closed.signal).then(end, () => undefined);
  await server.close();
  closed.abort();
}
