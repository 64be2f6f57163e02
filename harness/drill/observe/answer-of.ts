import type pg from 'pg';

/** A database that does not answer a probe within this is as good as away. */
const TIMEOUT_MS = 500;

/** Rows of a probe's question. Rejects after 500 ms without an answer. */
export async function answerOf<Row extends pg.QueryResultRow>(
  client: pg.Client,
  text: string,
): Promise<readonly Row[]> {
  const question = { text, query_timeout: TIMEOUT_MS };
  return (await client.query<Row>(question)).rows;
}
