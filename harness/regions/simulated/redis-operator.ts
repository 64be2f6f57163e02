import { createClient } from 'redis';
import type { Address } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/** Runs some commands on a connection of their own. */
export async function withRedis<T>(
  { host, port }: Address,
  work: (send: (...command: string[]) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const client = createClient({
    socket: {
      host,
      port,
      connectTimeout: deadlines.probeMs,
      socketTimeout: deadlines.statementMs,
      reconnectStrategy: false,
    },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work((...command) => client.sendCommand(command));
  } finally {
    client.destroy();
  }
}

/** Fields of INFO replication; one of them counts good replicas where a write needs some. */
export function askInfo(address: Address): Promise<ReadonlyMap<string, string>> {
  return withRedis(address, async (send) => {
    const text = String(await send('INFO', 'replication'));
    return new Map(
      text
        .split('\r\n')
        .filter((line) => line.includes(':'))
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    );
  });
}
