import type { Journal } from '../journal/index.ts';
import { asControl } from './control-run.ts';
import { type EpochStart, epochStartsOf } from './epochs.ts';
import { type Failover, failoverOf } from './failover.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { type Moments, momentsOf } from './moments.ts';
import { judgeQueues, type QueueResult } from './queues.ts';
import { judgeReads, type Reads } from './reads.ts';
import { judgeServices, type LaneResult } from './services.ts';
import { judgeStores, type StoreResult } from './stores.ts';
import { judgeTorn, type TornResult } from './torn.ts';
import { type Writers, writersOf } from './writers.ts';

/** The journal, and what several checks need of it, worked out once. */
export interface Evidence {
  readonly journal: Journal;
  readonly moments: Moments;
  readonly lanes: readonly Lane[];
  readonly ledger: Ledger;
  readonly writers: Writers;
  readonly epochStarts: readonly EpochStart[];
  readonly failover: Failover;
  readonly services: readonly LaneResult[];
  readonly stores: readonly StoreResult[];
  readonly torn: TornResult;
  readonly queues: readonly QueueResult[];
  readonly reads: Reads;
}

export function evidenceOf(journal: Journal): Evidence {
  const moments = momentsOf(journal);
  const lanes = lanesOf(journal, moments);
  const ledger = ledgerOf(journal);
  const writers = writersOf(journal);
  const failover = failoverOf(journal, moments, writers);
  const services = judgeServices(journal, moments, lanes);
  const stores = judgeStores(journal, moments, ledger, writers, failover);
  return {
    journal,
    moments,
    lanes,
    ledger,
    writers,
    epochStarts: epochStartsOf(journal),
    failover,
    services: journal.run.control ? services.map(asControl) : services,
    stores,
    torn: judgeTorn(journal, moments, ledger, stores),
    queues: judgeQueues(journal, ledger, stores),
    reads: judgeReads(journal, ledger, stores),
  };
}
