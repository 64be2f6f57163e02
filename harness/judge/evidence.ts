import type { Journal } from '../journal/index.ts';
import { type Failover, failoverOf } from './failover.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { type Moments, momentsOf } from './moments.ts';
import { judgeServices, type LaneResult } from './services.ts';
import { judgeStores, type StoreResult } from './stores.ts';
import { type Writers, writersOf } from './writers.ts';

/** The journal, and what several checks need of it, worked out once. */
export interface Evidence {
  readonly journal: Journal;
  readonly moments: Moments;
  readonly lanes: readonly Lane[];
  readonly ledger: Ledger;
  readonly writers: Writers;
  readonly failover: Failover;
  readonly services: readonly LaneResult[];
  readonly stores: readonly StoreResult[];
}

export function evidenceOf(journal: Journal): Evidence {
  const moments = momentsOf(journal);
  const lanes = lanesOf(journal, moments);
  const ledger = ledgerOf(journal);
  const writers = writersOf(journal);
  const failover = failoverOf(journal, moments, writers);
  return {
    journal,
    moments,
    lanes,
    ledger,
    writers,
    failover,
    services: judgeServices(journal, moments, lanes),
    stores: judgeStores(journal, moments, ledger, writers, failover),
  };
}
