import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readJournal } from '../journal/index.ts';
import { checks } from './checks/table.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judged.ts';

/** The check that each bad journal fails, what that makes of the whole, and the exit code. */
const bad: Readonly<Record<string, readonly [Verdict, number]>> = {
  'load-flowed': ['unknown', 2],
  'steady-state': ['unknown', 2],
  'replication-healthy': ['unknown', 2],
  'fault-bit': ['unknown', 2],
  'clock-steady': ['unknown', 2],
  'host-quiet': ['unknown', 2],
  'clients-on-time': ['unknown', 2],
  'journal-complete': ['unknown', 2],
  'k6-whole': ['unknown', 2],
  'ran-to-end': ['invalid', 3],
  'journeys-whole': ['unknown', 2],
  'ledger-dense': ['invalid', 4],
  restored: ['not-healed', 5],
  'rto-within-target': ['fail', 1],
  'rpo-within-target': ['fail', 1],
  'stays-recovered': ['fail', 1],
  'never-left-band': ['fail', 1],
  'operations-whole': ['fail', 1],
  'one-writable-primary': ['fail', 1],
  'dns-follows-writer': ['fail', 1],
  'no-old-epoch-write': ['fail', 1],
  'no-zombie-acknowledgement': ['fail', 1],
  'healthy-left-alone': ['fail', 1],
  'no-needless-failover': ['fail', 1],
  'moved-as-asked': ['fail', 1],
  'claims-true': ['fail', 1],
  'failed-writes-absent': ['fail', 1],
  'recovered-writes-kept': ['fail', 1],
  'no-resurrected-write': ['fail', 1],
  'replicas-agree': ['fail', 1],
  'queue-order-kept': ['fail', 1],
  'queue-not-duplicated': ['fail', 1],
  'consumers-skip-nothing': ['fail', 1],
  'reads-fresh': ['fail', 1],
  'reads-monotonic': ['fail', 1],
  'fencing-register-linearizable': ['fail', 1],
};

async function judged(name: string) {
  const directory = new URL(`../../fixtures/journals/${name}`, import.meta.url);
  return judge(await readJournal(fileURLToPath(directory)));
}

test('every check has a bad journal', () => {
  expect(Object.keys(bad).sort()).toEqual(checks.map((check) => check.id).sort());
});

test.each(Object.entries(bad))('bad-%s fails that check and no other', async (id, whole) => {
  const { checks: found, verdict, exitCode, reasons } = await judged(`bad-${id}`);
  const red = found.filter((check) => check.verdict !== 'pass').map((check) => check.id);
  expect(red).toEqual([id]);
  expect([verdict, exitCode]).toEqual(whole);
  expect(reasons[0]).toMatch(new RegExp(`^${id}: .`));
});

const good = [
  'good-recovery',
  'good-sustained',
  'good-stores',
  'good-control',
  'good-blip',
  'good-move',
  'good-k6',
  'good-browser',
];

test('every check passes on some good journal', async () => {
  const found = await Promise.all(good.map(judged));
  const asked = new Set(found.flatMap((whole) => whole.checks.map((check) => check.id)));
  expect(checks.map((check) => check.id).filter((id) => !asked.has(id))).toEqual([]);
});

test.each(good)('%s names every check: as found, or as not asked', async (name) => {
  const { checks: found, notAsked } = await judged(name);
  const ids = [...found.map((check) => check.id), ...notAsked];
  expect(ids.sort()).toEqual(checks.map((check) => check.id).sort());
});

test.each(good)('%s passes every check', async (name) => {
  const { checks: found, verdict, exitCode } = await judged(name);
  expect(found.filter((check) => check.verdict !== 'pass')).toEqual([]);
  expect([verdict, exitCode]).toEqual(['pass', 0]);
});

test('the good recovery has the figures a reader finds by hand', async () => {
  const { services, stores, waterfall, claims } = await judged('good-recovery');
  expect(services).toMatchObject([{ vantage: 'us-east-1', rtoMs: 1_800, verdict: 'pass' }]);
  expect(stores).toMatchObject([
    {
      region: 'us-west-2',
      rpoOps: [2, 3],
      rpoMs: [480, 480],
      rpoBytes: [200, 300],
      lostAfterFault: { ops: 0 },
      acknowledgedOps: 24,
      indeterminateOps: 1,
    },
  ]);
  expect(waterfall.map((bar) => [bar.phase, bar.endMs, bar.source])).toEqual([
    ['first-error', 255, 'observed'],
    ['detected', 800, 'claimed'],
    ['decided', 850, 'claimed'],
    ['fenced', 1_000, 'claimed'],
    ['promoted', 1_250, 'observed'],
    ['rerouted', 1_700, 'observed'],
    ['first-success', 1_800, 'observed'],
    ['stable', 1_800, 'observed'],
  ]);
  const promote = claims.find((claim) => claim.step === 'promote' && claim.event === 'succeeded');
  expect(promote?.observed).toMatchObject({ atMs: 1_250, gapMs: -50 });
});

test('what a user in a browser saw stands beside the RTO, and decides nothing', async () => {
  const { browser, services, verdict } = await judged('good-browser');
  expect(browser?.journeys.map(({ failed }) => failed?.step ?? 'whole')).toEqual([
    ...['whole', 'create', 'open', 'whole', 'whole'],
  ]);
  // The fault bites at 2,000 ms of the record.
  expect(browser?.outages).toEqual([
    { lastWholeMs: -200, fromMs: 300, toMs: 2_600, failedJourneys: 2 },
  ]);
  expect([services[0]?.rtoMs, verdict]).toEqual([1_800, 'pass']);
});

test('what several stores, a queue, its consumers and reads came to', async () => {
  const {
    stores,
    torn,
    queues,
    availability,
    checks: found,
    actions,
  } = await judged('good-stores');
  expect(stores.map((store) => [store.name, store.acknowledgedOps, store.rpoOps])).toEqual([
    ['postgres', 24, [2, 3]],
    ['kafka', 24, [3, 3]],
    ['s3', 6, [1, 1]],
  ]);
  expect(torn).toEqual({
    stores: ['postgres', 'kafka', 's3'],
    ops: 2,
    acknowledgedOps: 1,
    first: [
      { id: 10, missingIn: ['kafka'] },
      { id: 13, missingIn: ['postgres'] },
    ],
  });
  expect(queues).toEqual([
    {
      store: 'kafka',
      region: 'us-west-2',
      duplicatedOps: 0,
      reorderedOps: 0,
      skippedOps: 0,
      repeatedOps: 1,
    },
  ]);
  const why = (id: string) => found.find((check) => check.id === id)?.why;
  expect(why('consumers-skip-nothing')).toMatch(/1 records consumed twice/);
  expect(why('operations-whole')).toMatch(/^2 operations torn .* 1 acknowledged/);
  expect(actions.map(({ what }) => what)).toEqual([
    expect.stringMatching(/^Reconcile 1 torn/),
    expect.stringMatching(/1 repeated records/),
  ]);
  expect(availability[0]?.targets.map(({ yearMs }) => Math.round(yearMs / 1_000))).toEqual([
    3_154, 1_577,
  ]);
});

test('a finding of a safety check is proved by the operations themselves', async () => {
  const { checks: found } = await judged('bad-no-zombie-acknowledgement');
  expect(found.find((check) => check.id === 'no-zombie-acknowledgement')?.proof).toEqual({
    count: 1,
    first: [
      {
        id: 19,
        type: 'write',
        vantage: 'us-east-1',
        atMs: 1_500,
        endMs: 1_520,
        outcome: 'ok',
        region: 'us-east-1',
        epoch: 1,
      },
    ],
  });
});

test('a control run is measured without a fault, and says what it cannot prove', async () => {
  const { services, stores, availability, origin, notProved } = await judged('good-control');
  expect([origin, services[0]?.verdict, stores[0]?.verdict]).toEqual(['start', 'pass', 'pass']);
  expect(availability).toMatchObject([{ share: 1, downMs: 0, targets: [] }]);
  expect(notProved[0]).toMatch(/control run/);
});

test('a torn journal is judged as far as it goes, and never passes', async () => {
  const { verdict, exitCode, gaps } = await judged('torn');
  expect([verdict, exitCode]).toEqual(['unknown', 2]);
  expect(gaps[0]).toMatch(/clients\.jsonl:32 is torn/);
});

test('a service that never recovers has RTO infinity, in a word that JSON can hold', async () => {
  const { services, stores } = await judged('bad-rto-within-target');
  expect(JSON.parse(JSON.stringify(services[0]))).toMatchObject({
    rtoMs: 'infinity',
    verdict: 'fail',
  });
  expect(stores[0]?.verdict).toBe('pass');
});
