import { expect, test } from 'vitest';
import { type OperationEntry, operationsOf } from '../journal/index.ts';
import { windowsOf } from './windows.ts';

const band = { successRateDrop: 0.01, p99Factor: 3, p99FloorMs: 50, holdMs: 0, windowMs: 1_000 };
const steady = { successRate: 1, p99Ms: 100 };

function lane(latenciesMs: readonly (number | 'fail')[]) {
  const operations = latenciesMs.map((latencyMs, i): OperationEntry => {
    const atMs = (i * 1_000) / latenciesMs.length;
    const ok = latencyMs !== 'fail';
    return {
      kind: 'op',
      atMs,
      endMs: atMs + (ok ? latencyMs : 5),
      id: i + 1,
      type: 'write',
      service: 's',
      vantage: 'v',
      outcome: ok ? 'ok' : 'fail',
      bytes: 1,
    };
  });
  return { service: 's', vantage: 'v', operations: operationsOf(operations), steady };
}

const fill = (count: number, ...odd: (number | 'fail')[]) => [
  ...odd,
  ...new Array<number>(count - odd.length).fill(20),
];

test.each<[string, (number | 'fail')[], boolean, boolean]>([
  ['all well', fill(100), true, true],
  ['one of a hundred slow, which p99 allows', fill(100, 5_000), true, true],
  ['two of a hundred slow', fill(100, 301, 301), false, true],
  ['as slow as three times the steady p99', fill(100, 300, 300), true, true],
  ['one of fifty slow: p99 of so few is the slowest', fill(50, 301), false, true],
  ['one of a hundred failed, as the band allows', fill(100, 'fail'), true, true],
  ['two of a hundred failed', fill(100, 'fail', 'fail'), false, false],
  ['nothing succeeded', ['fail', 'fail'], false, false],
  ['nothing was due', [], false, false],
])('a window with %s', (_, latencies, inBand, succeeds) => {
  const windows = windowsOf(lane(latencies), band, 0, 1_000);
  expect(windows.count).toBe(1);
  expect([windows.inBand(0), windows.succeeds(0)]).toEqual([inBand, succeeds]);
});

test('windows step a tenth of their width, and none reaches past the end', () => {
  expect(windowsOf(lane(fill(100)), band, 0, 999).count).toBe(0);
  expect(windowsOf(lane(fill(100)), band, 0, 2_050)).toMatchObject({ count: 11, stepMs: 100 });
});

test('where nothing succeeded before, success rate 0 is still no recovery', () => {
  const dead = { ...lane(['fail', 'fail']), steady: { successRate: 0, p99Ms: 0 } };
  expect(windowsOf(dead, band, 0, 1_000).inBand(0)).toBe(false);
});
