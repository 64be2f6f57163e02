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
  'journal-complete': ['unknown', 2],
  'ran-to-end': ['invalid', 3],
  'ledger-dense': ['invalid', 4],
  restored: ['not-healed', 5],
  'rto-within-target': ['fail', 1],
  'rpo-within-target': ['fail', 1],
  'stays-recovered': ['fail', 1],
  'never-left-band': ['fail', 1],
  'one-writable-primary': ['fail', 1],
  'dns-follows-writer': ['fail', 1],
  'no-old-epoch-write': ['fail', 1],
  'failed-writes-absent': ['fail', 1],
  'recovered-writes-kept': ['fail', 1],
  'replicas-agree': ['fail', 1],
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

test.each(['good-recovery', 'good-sustained'])('%s passes every check', async (name) => {
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
