import { expect, it } from 'vitest';
import type { FailoverDecision } from '../decide/decide.ts';
import { firstRecord } from '../failover/runbook.ts';
import { openOutbox, soon, temporaryDirectory, toPagerDuty } from '../notify/testing/outbox-rig.ts';
import { startRemote } from '../notify/testing/remote.ts';
import { loadPlan } from '../plan/load.ts';
import { systemClock as clock } from '../ports/clock.ts';
import type { Alert } from '../ports/notifier.ts';
import { Announcements } from './announcements.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const decisionOf = (trigger: string): FailoverDecision => ({
  kind: 'failover',
  trigger,
  action: plan.triggers[trigger]?.action ?? '',
  from: 'us-east-1',
  to: 'us-west-2',
  epoch: 3,
});

/** What PagerDuty is sent of what is announced: the severity and the words. */
async function delivered(announce: (to: Announcements) => void, count: number) {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  announce(new Announcements({ clock, plan, claim: () => undefined, notifier: rig.outbox }));
  await soon('all of it', () => remote.received.length === count);
  return remote.received.map(({ body }) => `${body.payload.severity} ${body.payload.summary}`);
}

it('delivers a question beside the detection that it follows', async () => {
  const decision = decisionOf('database_primary_failure');
  const sent = await delivered((announce) => {
    announce.detected(decision.trigger, 'us-east-1', 2, 'its condition held');
    announce.asked(decision, '3-a', 'loss-beyond-rpo');
  }, 2);
  expect(sent).toEqual([
    'error database_primary_failure in us-east-1: its condition held',
    expect.stringMatching(/^error .*us-east-1 to us-west-2\?.*a person has to answer 3-a$/),
  ]);
});

it('delivers that a runbook failed beside the disaster that it was for', async () => {
  const decision = decisionOf('region_wide_outage');
  const sent = await delivered((announce) => {
    announce.detected(decision.trigger, 'us-east-1', 2, 'its condition held');
    announce.ended(firstRecord(decision), false, 'runbook failed');
  }, 2);
  expect(sent).toEqual([
    'critical region_wide_outage in us-east-1: its condition held',
    'critical runbook failed',
  ]);
});

it('keeps what a failed runbook was for open until a person has looked and it is over', () => {
  const alerts: Alert[] = [];
  const notify = (alert: Alert) => void alerts.push(alert);
  const announce = new Announcements({ clock, plan, claim: () => undefined, notifier: { notify } });
  const decision = decisionOf('database_primary_failure');
  const { trigger, from } = decision;
  announce.ended(firstRecord(decision), false, 'runbook failed');
  announce.detected(trigger, from, 2, 'no failover: stuck');
  announce.over({});
  expect(alerts.map(({ stage }) => stage)).toEqual(['failed']);
  announce.looked();
  announce.detected(trigger, from, 2, 'its condition held');
  announce.over({});
  expect(alerts.map(({ stage }) => stage)).toEqual(['failed', 'detected', 'over']);
});

it('tells of each unfit system of a region once, and when it is not seen any more', () => {
  const [alerts, claims]: [Alert[], string[]] = [[], []];
  const notifier = { notify: (alert: Alert) => void alerts.push(alert) };
  const claim = ({ detail = '' }) => void claims.push(detail);
  const announce = new Announcements({ clock, plan, claim, notifier });
  const database = { of: 'postgres', region: 'us-west-2', why: 'is Postgres 12' } as const;
  const cache = { of: 'redis', region: 'us-west-2', why: 'refuses the login' } as const;
  announce.unfit([database, cache], { epoch: 2 });
  announce.unfit([database, cache], { epoch: 2 });
  expect(claims).toEqual([
    'the database of us-west-2 is Postgres 12',
    'redis of us-west-2 refuses the login',
  ]);
  announce.unfit([{ ...cache, why: 'is Redis 6.0.16' }], { epoch: 2 });
  expect(alerts.map(({ kind, trigger, summary }) => [kind, trigger, summary])).toEqual([
    ['trigger', 'unfit_database', 'the database of us-west-2 is Postgres 12'],
    ['trigger', 'unfit_redis', 'redis of us-west-2 refuses the login'],
    ['resolve', 'unfit_database', 'not seen any more: the database of us-west-2 is Postgres 12'],
    ['resolve', 'unfit_redis', 'not seen any more: redis of us-west-2 refuses the login'],
    ['trigger', 'unfit_redis', 'redis of us-west-2 is Redis 6.0.16'],
  ]);
});

it('ends with a failover everything that was told of the region that was left', () => {
  const alerts: Alert[] = [];
  const notify = (alert: Alert) => void alerts.push(alert);
  const announce = new Announcements({ clock, plan, claim: () => undefined, notifier: { notify } });
  announce.detected('api_gateway_failure', 'us-east-1', 2, 'no failover: no-quorum');
  announce.ended(firstRecord(decisionOf('region_wide_outage')), true, 'us-west-2 serves');
  expect(alerts.filter(({ kind }) => kind === 'resolve').map((each) => each.trigger)).toEqual([
    'api_gateway_failure',
    'region_wide_outage',
  ]);
});
