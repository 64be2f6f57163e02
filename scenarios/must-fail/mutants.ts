import type { Topology } from '../../harness/regions/topology.ts';
import { scenario as blipBelowThreshold } from '../blip-below-threshold.ts';
import { scenario as capacityExhaustion } from '../capacity-exhaustion.ts';
import { scenario as primaryFailure } from '../database-primary-failure.ts';
import { scenario as primaryIsolated } from '../database-primary-isolated.ts';
import { scenario as primaryRestarts } from '../database-primary-restarts.ts';
import { scenario as primaryReturns } from '../database-primary-returns.ts';
import { scenario as failback } from '../failback.ts';
import { scenario as gatewayThenDatabase } from '../gateway-then-database.ts';
import { scenario as brokerFailure } from '../kafka-broker-failure.ts';
import { scenario as standbyBehind } from '../nearest-standby-behind.ts';
import { scenario as regionIsolated } from '../region-isolated.ts';
import { scenario as synchronousIsolated } from '../synchronous-primary-isolated.ts';
import { scenario as witnessThenPartition } from '../witness-lost-then-partition.ts';
import type { Mutant } from './mutant.ts';

/** Load for longer than the RPO before the fault, so that what was never copied is beyond it. */
const longSteady = { ...primaryFailure, steadyMs: 100_000 };

/** The topic has one partition; it is mirrored, but not to where the service fails over to. */
function eventsMirroredElsewhere(sound: Topology): Topology {
  const elsewhere = { from: 'us-east-1', to: 'eu-west-1', topics: ['test-events'] };
  const left = sound.mirrors.map(({ topics, ...mirror }) => ({
    ...mirror,
    topics: topics.filter((topic) => topic !== 'test-events'),
  }));
  return { ...sound, mirrors: [...left, elsewhere] };
}

/** Every defect there is a part for. */
export const mutants: readonly Mutant[] = [
  {
    defect: 'no-fencing',
    title: 'the old side keeps the right to write until the new one has it',
    scenario: primaryIsolated,
    engine: 'no-fencing',
    caughtBy: 'no-zombie-acknowledgement',
  },
  {
    defect: 'fence-after-promote',
    title: 'fences the old side when the new database already takes writes',
    scenario: primaryIsolated,
    engine: 'fence-after-promote',
    caughtBy: 'no-zombie-acknowledgement',
  },
  {
    defect: 'lease-by-wall-clock',
    title: 'the service measures its lease by a clock that can be wrong',
    scenario: regionIsolated,
    engine: 'none',
    service: 'lease-by-wall-clock',
    control: { service: 'slow-clock' },
    caughtBy: 'no-zombie-acknowledgement',
  },
  {
    defect: 'promotes-without-comparing',
    title: 'promotes a standby without asking how far the others have come',
    scenario: standbyBehind,
    engine: 'promotes-without-comparing',
    caughtBy: 'rpo-within-target',
  },
  {
    defect: 'unknown-lag-is-zero',
    title: 'takes a standby whose lag nobody knows for one without lag',
    scenario: standbyBehind,
    engine: 'unknown-lag-is-zero',
    caughtBy: 'rpo-within-target',
  },
  {
    defect: 'dns-before-promotion',
    title: 'sends clients to a region before it can write',
    scenario: primaryFailure,
    engine: 'dns-before-promotion',
    caughtBy: 'dns-follows-writer',
  },
  {
    defect: 'cached-health-check',
    title: 'believes the last good answer of a database that gives none',
    scenario: primaryFailure,
    engine: 'cached-health-check',
    caughtBy: 'rto-within-target',
  },
  {
    defect: 'replays-old-epoch',
    title: 'says once more who was the writer before the failover',
    scenario: primaryReturns,
    engine: 'replays-old-epoch',
    caughtBy: 'dns-follows-writer',
  },
  {
    defect: 'quorum-counts-the-lost-node',
    title: 'counts a controller that is not heard as one that agrees',
    scenario: witnessThenPartition,
    engine: 'quorum-counts-the-lost-node',
    caughtBy: 'no-needless-failover',
  },
  {
    defect: 'acts-at-once',
    title: 'fails over as soon as a condition is met, however short it is',
    scenario: blipBelowThreshold,
    engine: 'acts-at-once',
    caughtBy: 'no-needless-failover',
  },
  {
    defect: 'leaves-one-behind',
    title: 'leaves the third region to follow the primary that was lost',
    scenario: primaryFailure,
    engine: 'leaves-one-behind',
    caughtBy: 'replicas-agree',
  },
  {
    defect: 'asks-one-broker',
    title: 'takes a queue for lost when its first broker is',
    scenario: brokerFailure,
    engine: 'asks-one-broker',
    caughtBy: 'no-needless-failover',
  },
  {
    defect: 'takes-scaling-for-granted',
    title: 'takes a region for scaled that has no more to give',
    scenario: capacityExhaustion,
    engine: 'takes-scaling-for-granted',
    caughtBy: 'rto-within-target',
  },
  {
    defect: 'gives-up-undrained',
    title: 'gives up where the database is lost before it is drained',
    scenario: gatewayThenDatabase,
    engine: 'gives-up-undrained',
    caughtBy: 'rto-within-target',
  },
  {
    defect: 'acknowledges-early',
    title: 'the service acknowledges before the commit is durable',
    scenario: primaryRestarts,
    engine: 'none',
    service: 'acknowledges-early',
    caughtBy: 'rpo-within-target',
  },
  {
    defect: 'cancelled-wait-is-success',
    title: 'the service takes a commit whose wait for a standby was cancelled for one that is safe',
    scenario: synchronousIsolated,
    engine: 'none',
    service: 'cancelled-wait-is-success',
    caughtBy: 'rpo-within-target',
  },
  {
    defect: 'mirror-left-out',
    title: 'MirrorMaker leaves out the partition that the events are in',
    scenario: longSteady,
    engine: 'none',
    topology: eventsMirroredElsewhere,
    caughtBy: 'operations-whole',
  },
  {
    defect: 'failback-without-draining',
    title: 'goes back to the first region without the rest of what the other one took',
    scenario: failback,
    engine: 'failback-without-draining',
    caughtBy: 'rpo-within-target',
  },
  {
    defect: 'dns-never-reverted',
    title: 'goes back to the first region, and leaves the names where they are',
    scenario: failback,
    engine: 'dns-never-reverted',
    caughtBy: 'moved-as-asked',
  },
  {
    defect: 'takes-on-and-does-nothing',
    title: 'takes on the way back that an operator asks for, and does nothing',
    scenario: failback,
    engine: 'takes-on-and-does-nothing',
    caughtBy: 'moved-as-asked',
  },
  {
    defect: 'claims-and-does-nothing',
    title: 'claims success and does nothing',
    scenario: primaryFailure,
    engine: 'claims-and-does-nothing',
    caughtBy: 'claims-true',
  },
  {
    defect: 'waits-for-nothing',
    title: 'waits for nothing and reports a short RTO',
    scenario: primaryFailure,
    engine: 'waits-for-nothing',
    caughtBy: 'claims-true',
  },
];
