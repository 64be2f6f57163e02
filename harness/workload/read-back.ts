import pg from 'pg';
import { readBackMs } from './deadlines.ts';
import { type Range, toRanges } from './ranges.ts';

export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Ids of every operation found in a database, as inclusive ranges. Says nothing of completeness:
 * who calls has proved that replay reached the position awaited. Throws the driver's error.
 */
export async function readBackIds(address: DatabaseAddress): Promise<Range[]> {
  const client = new pg.Client({
    ...address,
    application_name: 'blackstart-read-back',
    connectionTimeoutMillis: readBackMs,
    query_timeout: readBackMs,
  });
  // The same loss is told to the query that is awaited.
  client.on('error', () => {});
  await client.connect();
  try {
    const text = 'select id from blackstart.operation order by id';
    const { rows } = await client.query<[string]>({ text, rowMode: 'array' });
    return toRanges(rows.map(([id]) => Number(id)));
  } finally {
    // A server that freezes now would never say goodbye.
    void client.end().catch(() => undefined);
  }
}
