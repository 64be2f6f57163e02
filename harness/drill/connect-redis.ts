import { createClient } from 'redis';
import type { Address } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/** A connection that is never made again by itself; a command unanswered in time breaks it. */
function open({ host, port }: Address) {
  const client = createClient({
    socket: {
      host,
      port,
      connectTimeout: deadlines.readBackAnswerMs,
      socketTimeout: deadlines.readBackAnswerMs,
      reconnectStrategy: false,
    },
  });
  // The same loss is told to the command that is awaited.
  client.on('error', () => undefined);
  return client;
}

export type RedisClient = ReturnType<typeof open>;

/** Works with a Redis on a connection of its own. Rejects with the driver's error. */
export async function withRedis<T>(
  address: Address,
  work: (client: RedisClient) => Promise<T>,
): Promise<T> {
  const client = open(address);
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.destroy();
  }
}
