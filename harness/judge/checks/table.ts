import type { Check } from './check.ts';
import { claimsTrue } from './claims-true.ts';
import { clientsOnTime } from './clients-on-time.ts';
import { clockSteady } from './clock-steady.ts';
import { consumersSkipNothing } from './consumers-skip-nothing.ts';
import { dnsFollowsWriter } from './dns-follows-writer.ts';
import { failedWritesAbsent } from './failed-writes-absent.ts';
import { faultBit } from './fault-bit.ts';
import { fencingRegisterLinearizable } from './fencing-register-linearizable.ts';
import { healthyLeftAlone } from './healthy-left-alone.ts';
import { hostQuiet } from './host-quiet.ts';
import { journalComplete } from './journal-complete.ts';
import { journeysWhole } from './journeys-whole.ts';
import { k6Whole } from './k6-whole.ts';
import { ledgerDense } from './ledger-dense.ts';
import { loadFlowed } from './load-flowed.ts';
import { movedAsAsked } from './moved-as-asked.ts';
import { neverLeftBand } from './never-left-band.ts';
import { noNeedlessFailover } from './no-needless-failover.ts';
import { noOldEpochWrite } from './no-old-epoch-write.ts';
import { noResurrectedWrite } from './no-resurrected-write.ts';
import { noZombieAcknowledgement } from './no-zombie-acknowledgement.ts';
import { oneWritablePrimary } from './one-writable-primary.ts';
import { operationsWhole } from './operations-whole.ts';
import { queueNotDuplicated } from './queue-not-duplicated.ts';
import { queueOrderKept } from './queue-order-kept.ts';
import { ranToEnd } from './ran-to-end.ts';
import { readsFresh } from './reads-fresh.ts';
import { readsMonotonic } from './reads-monotonic.ts';
import { recoveredWritesKept } from './recovered-writes-kept.ts';
import { replicasAgree } from './replicas-agree.ts';
import { replicationHealthy } from './replication-healthy.ts';
import { restored } from './restored.ts';
import { rpoWithinTarget } from './rpo-within-target.ts';
import { rtoWithinTarget } from './rto-within-target.ts';
import { staysRecovered } from './stays-recovered.ts';
import { steadyState } from './steady-state.ts';

/** Every check, assumptions first. Each has a golden journal that fails it and no other. */
export const checks: readonly Check[] = [
  loadFlowed,
  steadyState,
  replicationHealthy,
  faultBit,
  clockSteady,
  hostQuiet,
  clientsOnTime,
  journalComplete,
  k6Whole,
  ranToEnd,
  journeysWhole,
  ledgerDense,
  restored,
  rtoWithinTarget,
  rpoWithinTarget,
  staysRecovered,
  neverLeftBand,
  operationsWhole,
  oneWritablePrimary,
  dnsFollowsWriter,
  noOldEpochWrite,
  noZombieAcknowledgement,
  healthyLeftAlone,
  noNeedlessFailover,
  movedAsAsked,
  claimsTrue,
  failedWritesAbsent,
  recoveredWritesKept,
  noResurrectedWrite,
  replicasAgree,
  queueOrderKept,
  queueNotDuplicated,
  consumersSkipNothing,
  readsFresh,
  readsMonotonic,
  fencingRegisterLinearizable,
];
