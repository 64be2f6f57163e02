import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, journalOf, type RunEntry } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const [run, ...others] = drillEntries({
  operationsPerSecond: 10,
  vantages: ['us-east-1'],
  steadyMs: 0,
  t0Ms: 3_000,
  outageMs: 3_000,
  loadEndMs: 12_000,
}) as [RunEntry, ...Entry[]];
const more: readonly Entry[] = [
  {
    kind: 'register',
    atMs: 100,
    endMs: 90,
    key: 'writer',
    type: 'read',
    value: 4,
    outcome: 'ok',
    region: 'x',
  },
  { kind: 'consumed', atMs: 1, store: 'kafka', region: 'x', group: 'g', ids: [[-5, 4e12]] },
  {
    kind: 'readback',
    atMs: 12_100,
    store: 'kafka',
    region: 'us-west-2',
    proof: '',
    complete: true,
    ids: [[-3, 9e15]],
    duplicated: [[1, 4e12]],
    inversions: [[9e9, -1]],
  },
];
const stores = [
  { name: 'postgres', tier: 1, rpoTargetMs: 0 },
  { name: 'kafka', tier: 4, rpoTargetMs: 5, everyNth: 7 },
];

test('any part of a record is judged: no exception, no null, no pass of what is cut off', () => {
  const part = fc.subarray([...others, ...more]);
  const required = {
    control: fc.boolean(),
    expectation: fc.constantFrom<RunEntry['expectation']>('recovery', 'sustained'),
    stores: fc.subarray(stores),
    maxStaleMs: fc.nat(),
  };
  const changes = fc.oneof(
    fc.record(required),
    fc.record({ ...required, failover: fc.constant<'never'>('never') }),
  );
  fc.assert(
    fc.property(part, changes, (entries, change) => {
      const judged = judge(journalOf([{ ...run, ...change }, ...entries]));
      expect(JSON.stringify(judged)).not.toMatch(/null/);
      expect(judged.checks.filter((check) => check.why.includes('itself failed'))).toEqual([]);
      const isWhole = entries.some((entry) => entry.kind === 'end');
      if (!isWhole) expect(judged.verdict).not.toBe('pass');
    }),
    { numRuns: 300 },
  );
});
