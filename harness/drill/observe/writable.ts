import type pg from 'pg';
import type { RunningRegions } from '../../regions/runtime.ts';
import { connectPostgres } from '../connect-postgres.ts';
import { deadlines } from '../deadlines.ts';
import { answerOf } from './answer-of.ts';
import { atBeat, type ObserverContext } from './observer.ts';

const QUESTION = `select
  not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writable,
  (select epoch from blackstart.fence)::int as epoch`;

/** Records, for each region, whether its database takes writes and in which epoch. */
export function observeWritable(
  regions: RunningRegions,
  context: ObserverContext,
): AsyncDisposable {
  const probes = regions.topology.regions.map(({ name }) => probe(regions, name, context));
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(probes.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

function probe(
  regions: RunningRegions,
  at: string,
  { clock, record }: ObserverContext,
): AsyncDisposable {
  let client: pg.Client | undefined;
  const drop = () => {
    // It is gone or broken either way; how its end went says nothing more.
    void client?.end().catch(() => undefined);
    client = undefined;
  };
  const beat = atBeat(clock, deadlines.writableEveryMs, async () => {
    const atMs = clock.monotonicMs();
    try {
      client ??= await connectPostgres(regions, at);
      const [row] = await answerOf<{ writable: boolean; epoch: number }>(client, QUESTION);
      if (!row) throw new RangeError('the database gave no answer');
      const { writable: value, epoch } = row;
      record({ kind: 'observation', of: 'writable', atMs, at, value, epoch });
    } catch {
      drop();
      record({ kind: 'observation', of: 'writable', atMs, at, value: false });
    }
  });
  return {
    async [Symbol.asyncDispose]() {
      await beat[Symbol.asyncDispose]();
      drop();
    },
  };
}
