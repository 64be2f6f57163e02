import { deadlines } from '../systems/deadlines.ts';
import type { PostgresServer } from '../systems/postgres/server.ts';
import { downWords } from '../watch/down-systems.ts';
import { regionIn, type World } from './world.ts';

async function readingOf(server: PostgresServer, region: string) {
  return server.probe(deadlines.postgresPositionMs).catch((error: Error) => {
    throw new Error(`the database of ${region} does not answer: ${error.message}`);
  });
}

/**
 * Resolves, with what was seen, if a region can take over now and nothing is lost by it: traffic
 * can be led there, nothing that it needs is `down`, and its database streams and is no further
 * behind the present primary than the plan tolerates. Throws an Error that says what is not so.
 */
export async function readyToLead(
  world: World,
  from: string,
  to: string,
  down: readonly string[],
): Promise<string> {
  const { dns, replication, stores } = world.plan;
  if (to === from) throw new Error(`${to} is active already`);
  if (!dns.failover.includes(to)) {
    throw new Error(`traffic can be led to ${dns.failover.join(' and ')} alone, not to ${to}`);
  }
  if (down.length > 0) throw new Error(`${to} could not serve: ${downWords(down)} there`);
  const [primary, standby] = [regionIn(world.postgres, from), regionIn(world.postgres, to)];
  const [old, next] = await Promise.all([readingOf(primary, from), readingOf(standby, to)]);
  if (old.role !== 'primary') throw new Error(`the database of ${from} is a ${old.role}`);
  if (next.role !== 'standby') {
    throw new Error(`the database of ${to} is no standby: it has to rejoin first (POST /rejoin)`);
  }
  if (!next.streaming) throw new Error(`the database of ${to} does not stream from ${from}`);
  const { lagToleranceMs } = replication[stores.postgres?.pipeline ?? ''] ?? {};
  const withinMs = lagToleranceMs ?? deadlines.postgresPositionMs;
  await standby.reach(old.receivedLsn ?? 0n, withinMs).catch(() => {
    throw new Error(`the database of ${to} is more than ${withinMs} ms behind that of ${from}`);
  });
  return `${to} streams from ${from}, and is less than ${withinMs} ms behind`;
}
