import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

test('the same journal is judged the same, however its entries were interleaved', () => {
  const entries = drillEntries({ operationsPerSecond: 40 });
  const ops = entries.filter((entry) => entry.kind === 'op');
  const others = entries.filter((entry) => entry.kind !== 'op');
  expect(judge(journalOf([...ops.toReversed(), ...others]))).toEqual(judge(journalOf(entries)));
});

test('what a check throws is no pass', () => {
  const broken = drillEntries({ operationsPerSecond: 40 }).map(
    (entry): Entry =>
      entry.kind === 'restored' ? { ...entry, ok: false, differences: null as never } : entry,
  );
  const { checks } = judge(journalOf(broken));
  expect(checks.find((check) => check.id === 'restored')).toMatchObject({
    verdict: 'unknown',
    why: expect.stringMatching(/the check itself failed/),
  });
});

test('a timeline stays small however long the run was', () => {
  const entries = drillEntries({ operationsPerSecond: 5, loadEndMs: 1_000_000 });
  const [series] = judge(journalOf(entries)).timeline.series;
  expect(series?.operations.length).toBeLessThanOrEqual(300);
  expect(series?.operations.length).toBe(series?.p99Ms.length);
});

test('a run that was cut off at its first entry is judged, and not passed', () => {
  const [run] = drillEntries();
  const judged = judge(journalOf([run as Entry]));
  expect([judged.verdict, judged.exitCode]).toEqual(['unknown', 2]);
  expect(JSON.stringify(judged)).not.toMatch(/null/);
});
