import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../journal/index.ts';
import { remedies } from './actions.ts';
import { checks } from './checks/table.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

test('every check has a remedy, and no remedy is left over', () => {
  expect(Object.keys(remedies).sort()).toEqual(checks.map((check) => check.id).sort());
});

test('the worst finding comes first, each with its reason', () => {
  const entries = drillEntries({ operationsPerSecond: 40 }).map((entry): Entry => {
    if (entry.kind === 'restored') return { ...entry, ok: false, differences: ['no standby'] };
    return entry;
  });
  const { actions, reasons } = judge(journalOf(entries));
  expect(actions[0]?.what).toBe(remedies.restored);
  expect(actions.map(({ why }) => why)).toEqual(reasons);
});

test('a pass leaves nothing to do', () => {
  expect(judge(journalOf(drillEntries())).actions).toEqual([]);
});
