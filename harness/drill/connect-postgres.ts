import pg from 'pg';
import { addressFrom } from '../../engine/index.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import { deadlines } from './deadlines.ts';

/** How the rig, within the region itself, reaches its database. */
export function postgresLogin(regions: RunningRegions, region: string) {
  const endpoint = regions.endpoints(region).regions[region]?.postgres;
  if (!endpoint) throw new RangeError(`the topology has no Postgres in ${region}`);
  const { seenFrom, user, password, database } = endpoint;
  return { ...addressFrom(region, seenFrom), user, password, database };
}

/**
 * Rejects unless it connects within `answerMs`, and so does every query that takes longer, since a
 * frozen server says nothing. A connection that breaks later shows it at the next query.
 */
export async function connectPostgres(
  regions: RunningRegions,
  region: string,
  answerMs: number = deadlines.probeAnswerMs,
): Promise<pg.Client> {
  const client = new pg.Client({
    ...postgresLogin(regions, region),
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
    statement_timeout: answerMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
