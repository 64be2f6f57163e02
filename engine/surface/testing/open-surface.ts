import { Writable } from 'node:stream';
import { pino } from 'pino';
import { systemClock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import type { Limits } from '../limits.ts';
import { serveSurface } from '../serve.ts';
import { Telemetry } from '../telemetry.ts';
import { Token } from '../token.ts';

export const secret = 'a-token-of-a-test-0123456789';

export interface OpenOptions {
  /** Powers, and what is to be other than in an engine that is ready and knows nothing. */
  readonly operator?: object;
  readonly token?: string | undefined;
  readonly listen?: Address;
  readonly limits?: Partial<Limits>;
  readonly region?: string;
  readonly forced?: string;
  readonly left?: string;
  readonly events?: number;
}

/** A surface on a port of its own, the words of its log, and a way to ask it. */
export async function openSurface(options: OpenOptions = {}) {
  let logged = '';
  const sink = new Writable({
    write: (chunk, _, done) => {
      logged += chunk;
      done();
    },
  });
  const telemetry = new Telemetry(systemClock, options.events);
  const token = 'token' in options ? options.token : secret;
  const surface = await serveSurface({
    listen: options.listen ?? { host: '127.0.0.1', port: 0 },
    regions: ['us-east-1', 'us-west-2'],
    routing: {
      region: async () => options.region,
      forced: async () => options.forced,
      left: async (region) => region === options.left,
    },
    operator: {
      status: () => ({}),
      ready: () => ({ ready: true, why: 'watching' }),
      ...options.operator,
    },
    telemetry,
    token: token === undefined ? undefined : new Token(token),
    clock: systemClock,
    log: pino({ level: 'trace' }, sink),
    limits: options.limits ?? {},
  });
  const { host, port } = surface.address;
  const ask = (path: string, init?: RequestInit) => fetch(`http://${host}:${port}${path}`, init);
  return {
    telemetry,
    address: surface.address,
    ask,
    /** As an operator who has the token, or another. */
    tell: (path: string, body: unknown, bearer = secret) =>
      ask(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    logged: () => logged,
    [Symbol.asyncDispose]: () => surface[Symbol.asyncDispose](),
  };
}
