import pg from 'pg';
import { addressFrom } from '../../engine/index.ts';
import type { RunningRegions } from '../regions/runtime.ts';

const TIMEOUT_MS = 500;

/** How the rig, within the region itself, reaches its database. */
export function postgresLogin(regions: RunningRegions, region: string) {
  const endpoint = regions.endpoints(region).regions[region]?.postgres;
  if (!endpoint) throw new RangeError(`the topology has no Postgres in ${region}`);
  const { seenFrom, user, password, database } = endpoint;
  return { ...addressFrom(region, seenFrom), user, password, database };
}

/** Must answer within 500 ms; a connection that breaks later shows it at the next query. */
export async function connectPostgres(regions: RunningRegions, region: string): Promise<pg.Client> {
  const login = postgresLogin(regions, region);
  const client = new pg.Client({ ...login, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
