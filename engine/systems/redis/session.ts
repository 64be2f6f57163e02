import { createClient } from 'redis';
import type { Address } from '../../ports/endpoints.ts';
import { deadlines } from '../deadlines.ts';

/** A server, or a sentinel, and who we are there; without a password nobody is asked to log in. */
export interface RedisTarget extends Address {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export type RedisClient = ReturnType<typeof clientFor>;

/** One command, a word each; gives its reply, or throws what the server says against it. */
export type Command = (...words: string[]) => Promise<unknown>;

/** Milliseconds; a socket that is silent for longer than its time-out is given up. */
interface SocketLimits {
  readonly connectTimeout?: number;
  readonly socketTimeout?: number;
}

/** Not connected yet; one that lost its connection does not connect again. */
export function clientFor(target: RedisTarget, limits: SocketLimits = {}) {
  const { host, port, username, password } = target;
  const client = createClient({
    // Replies are lists in every version of the server.
    RESP: 2,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    socket: { host, port, ...limits, reconnectStrategy: false },
  });
  // Without a listener an error event would end the process; the command rejects as well.
  client.on('error', () => undefined);
  return client;
}

/** Runs some commands on a connection of their own. */
export async function withRedis<T>(
  target: RedisTarget,
  work: (command: Command) => Promise<T>,
): Promise<T> {
  const ms = deadlines.redisCommandMs;
  const client = clientFor(target, { connectTimeout: ms, socketTimeout: ms });
  try {
    await client.connect();
    return await work((...words) => client.sendCommand(words));
  } finally {
    if (client.isOpen) client.destroy();
  }
}

/** True if the server answered, and will not have us: it lives, and nothing is known of it. */
export function refusesLogin(error: unknown): boolean {
  return error instanceof Error && /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH)\b/.test(error.message);
}
