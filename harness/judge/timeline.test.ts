import { expect, test } from 'vitest';
import { journalOf } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const { timeline } = judge(journalOf(drillEntries({ vantages: ['us-east-1'] })));

test('the columns count what was due, what succeeded, and how fast that was', () => {
  const [series] = timeline.series;
  expect(timeline).toMatchObject({ fromMs: -20_000, stepMs: 500 });
  const at = (ms: number) => (ms + 20_000) / 500;
  expect(series?.operations[at(-10_000)]).toBe(120);
  expect(series?.ok[at(-10_000)]).toBe(120);
  expect(series?.operations[at(5_000)]).toBe(120);
  expect(series?.ok[at(5_000)]).toBe(0);
  expect(series?.p99Ms[at(5_000)]).toBe(-1);
  expect(series?.p99Ms[at(20_000)]).toBeGreaterThan(50);
  expect(series?.p99Ms[at(20_000)]).toBeLessThanOrEqual(60);
});

test('phases, faults and steps are bands; writers are spans; names are changes', () => {
  const band = (name: string) => timeline.bands.find((candidate) => candidate.name === name);
  expect(band('steady')).toMatchObject({ kind: 'phase', startMs: -20_000, endMs: -50 });
  expect(band('process/kill')).toMatchObject({ kind: 'fault', startMs: 0, endMs: 40_900 });
  expect(band('promote')).toMatchObject({ kind: 'step', startMs: 7_200, endMs: 7_920 });
  expect(timeline.writable.find(({ region }) => region === 'us-west-2')?.spans).toEqual([
    [7_800, 39_900],
  ]);
  expect(timeline.dns).toEqual([
    {
      vantage: 'us-east-1',
      points: [
        [-20_000, 'us-east-1'],
        [9_600, 'us-west-2'],
      ],
    },
  ]);
});
