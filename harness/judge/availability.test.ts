import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const quiet = { reads: 0, vantages: ['eu-west-1'], outageMs: 0, unreplicatedMs: 0 } as const;

function availabilityWhere(isDown: (atMs: number, id: number) => boolean, share = 0.9999) {
  const entries = drillEntries(quiet).map((entry): Entry => {
    if (entry.kind === 'run') return { ...entry, availability: [{ name: 'promised', share }] };
    if (entry.kind !== 'op') return entry;
    return { ...entry, outcome: isDown(entry.atMs, entry.id) ? 'fail' : 'ok' };
  });
  return judge(journalOf(entries)).availability[0];
}

test('an outage counts in full', () => {
  const found = availabilityWhere((atMs) => atMs >= 22_000 && atMs < 34_000);
  expect(found?.downMs).toBeCloseTo(12_000, -2);
  expect(found?.share).toBeCloseTo(0.8, 2);
});

test('one failure of a hundred counts as a hundredth', () => {
  const found = availabilityWhere((_, id) => id % 100 === 0);
  expect(found?.downMs).toBeCloseTo(600, -2);
  expect(found?.share).toBeCloseTo(0.99, 3);
});

test('what the year allows, and how much of it this run used', () => {
  const found = availabilityWhere((atMs) => atMs >= 22_000 && atMs < 34_000);
  const [promised] = found?.targets ?? [];
  expect(promised?.yearMs).toBeCloseTo(52.56 * 60_000, 0);
  expect(promised?.used).toBeCloseTo((found?.downMs ?? 0) / (52.56 * 60_000), 6);
});

test('a promise without any downtime is used up by any, in a number that JSON can hold', () => {
  const used = (isDown: () => boolean) => availabilityWhere(isDown, 1)?.targets[0]?.used;
  expect(used(() => false)).toBe(0);
  expect(JSON.parse(JSON.stringify(used(() => true)))).toBeGreaterThan(1);
});
