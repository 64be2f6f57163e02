import { expect, test } from 'vitest';
import { journalOf } from '../../harness/journal/index.ts';
import { judge, type Timeline } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { clientSeries, cpuPressure, extent } from './series.ts';

const empty: Timeline = {
  fromMs: -1000,
  stepMs: 500,
  series: [],
  replicationLag: [],
  writable: [],
  dns: [],
  bands: [],
};

test('rates are shares and per second, and nothing seen is null, not zero', () => {
  const series = { service: 'api', vantage: 'here', operations: [4, 0, 2], ok: [3, 0, 0] };
  const timeline = {
    ...empty,
    series: [{ ...series, p50Ms: [10, -1, -1], p99Ms: [20, -1, -1] }],
  };
  expect(extent(timeline)).toEqual([-1000, 500]);
  const bins = { startMs: -1000, binMs: 500 };
  expect(clientSeries(timeline)).toEqual([
    {
      service: 'api',
      vantage: 'here',
      successRate: { ...bins, values: [0.75, null, 0] },
      p50Ms: { ...bins, values: [10, null, null] },
      p99Ms: { ...bins, values: [20, null, null] },
      okPerSecond: { ...bins, values: [6, 0, 0] },
    },
  ]);
});

test('a long run is merged: counts added, the slowest kept, none lost', () => {
  const length = 2701;
  const fill = (value: number) => new Array<number>(length).fill(value);
  const p99Ms = fill(5);
  p99Ms[102] = 900;
  const [merged] = clientSeries({
    ...empty,
    series: [
      { service: 'a', vantage: 'b', operations: fill(4), ok: fill(1), p50Ms: fill(-1), p99Ms },
    ],
  });
  expect(merged?.successRate.values.length).toBe(676);
  expect(merged?.successRate.binMs).toBe(2000);
  expect(merged?.okPerSecond.values.slice(0, 2)).toEqual([2, 2]);
  expect(merged?.p50Ms.values[0]).toBeNull();
  expect(merged?.p99Ms.values[25]).toBe(900);
});

test('every operation of a drill from its steady state on is in exactly one bin', () => {
  const journal = journalOf(drillEntries());
  const { timeline } = judge(journal);
  const answered = clientSeries(timeline).reduce((total, each) => {
    const perBin = each.okPerSecond.values.map((rate) => (rate ?? 0) * each.okPerSecond.binMs);
    return total + perBin.reduce((sum, value) => sum + value, 0) / 1000;
  }, 0);
  const steady = journal.phases.find((phase) => phase.phase === 'steady')?.atMs ?? 0;
  const ok = [...journal.operations].filter((op) => op.outcome === 'ok' && op.atMs >= steady);
  expect(Math.round(answered)).toBe(ok.length);
});

test('CPU pressure is told by place, relative to the origin', () => {
  const journal = journalOf([
    ...drillEntries().filter((entry) => entry.kind !== 'sample'),
    { kind: 'sample', atMs: 700, of: 'cpu-pressure', at: 'host', value: 0.2 },
    { kind: 'sample', atMs: 200, of: 'cpu-pressure', at: 'host', value: 0.1 },
    { kind: 'sample', atMs: 200, of: 'resident-bytes', at: 'host', value: 1 },
  ]);
  expect(cpuPressure(journal, 500)).toEqual([
    {
      at: 'host',
      points: [
        [-300, 0.1],
        [200, 0.2],
      ],
    },
  ]);
});
