import { Socket } from 'node:net';
import { Client } from 'pg';
import type { Address } from '../../ports/endpoints.ts';

export interface PostgresTarget {
  readonly address: Address;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export type Row = Readonly<Record<string, unknown>>;

/** One connection. A query that fails or is late ends it: nobody knows what it still holds. */
export interface Session {
  query(sql: string, values: readonly unknown[], timeoutMs: number): Promise<readonly Row[]>;
  /** Resolves when the connection is gone, for whatever reason; never rejects. */
  readonly closed: Promise<void>;
  /** The first failure of a query; those that were asked at the same time have failed by it. */
  failure(): unknown;
  close(): void;
}

/**
 * Throws if the connection cannot be had in time; a server that only accepts is no server. No
 * commit here waits for a standby, which may be what is lost; and one that was just promoted has
 * none until others follow it. All that is written so is the epoch below which this one server
 * refuses writes, and it is on its disk. A copy need not have it: who is promoted next is given a
 * later one, by the control store, before its service may write.
 */
export async function openSession(target: PostgresTarget, timeoutMs: number): Promise<Session> {
  const socket = new Socket();
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  const client = new Client({
    ...target.address,
    user: target.user,
    password: target.password,
    database: target.database,
    connectionTimeoutMillis: timeoutMs,
    application_name: 'blackstart-engine',
    options: '-c synchronous_commit=local',
    stream: () => socket,
  });
  // An error of an idle connection is told by `closed`; unheard, it would end the process.
  client.on('error', () => socket.destroy());
  try {
    await client.connect();
  } catch (cause) {
    socket.destroy();
    const { host, port } = target.address;
    const why = (cause as Error).message;
    throw new Error(`Postgres ${host}:${port} gave no connection: ${why}`, { cause });
  }
  let failure: unknown;
  return {
    closed,
    failure: () => failure,
    close: () => void socket.destroy(),
    async query(sql, values, queryTimeoutMs) {
      try {
        const query = { text: sql, values: [...values], query_timeout: queryTimeoutMs };
        return (await client.query(query)).rows;
      } catch (error) {
        failure ??= error;
        socket.destroy();
        throw error;
      }
    },
  };
}
