import type pg from 'pg';

/** Rows of a probe's question. Rejects if no answer comes within the limit of the connection. */
export async function answerOf<Row extends pg.QueryResultRow>(
  client: pg.Client,
  text: string,
): Promise<readonly Row[]> {
  return (await client.query<Row>(text)).rows;
}
