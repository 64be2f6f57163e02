import { expect, test } from 'vitest';
import { type SeenRequest, secondsOf, totalsOf } from './what-k6-saw.ts';

const ok = (endMs: number, durationMs = 10): SeenRequest => ({ endMs, durationMs, ok: true });
const failed = (endMs: number): SeenRequest => ({ endMs, durationMs: 999, ok: false });

test('a request belongs to the second in which it ended', () => {
  const seconds = secondsOf([ok(3_999, 8), ok(4_000, 9), failed(4_500), failed(6_001)]);
  const latency = (ms: number) => ({ p50Ms: ms, p95Ms: ms, p99Ms: ms });
  expect(seconds).toEqual([
    { kind: 'k6-second', atMs: 3_000, requests: 1, failed: 0, latency: latency(8) },
    { kind: 'k6-second', atMs: 4_000, requests: 2, failed: 1, latency: latency(9) },
    { kind: 'k6-second', atMs: 6_000, requests: 1, failed: 1 },
  ]);
});

test('percentiles are of those that succeeded', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => ok(index, index + 1));
  expect(totalsOf([...hundred, failed(100)])).toMatchObject({
    requests: 101,
    failed: 1,
    latency: { p50Ms: 50, p95Ms: 95, p99Ms: 99 },
  });
});

test.each([
  ['nothing failed', [ok(1), ok(500)], undefined],
  ['nothing at all', [], undefined],
  ['one failure', [ok(1), failed(5), ok(12)], [5, 5]],
  ['reads that a cache answers end nothing', [failed(2), ok(9), failed(900), ok(950)], [2, 900]],
  ['a second without a failure ends it', [failed(0), failed(1_000), failed(2_001)], [0, 1_000]],
  [
    'the longest of two',
    [failed(0), failed(9), ok(99), failed(5_000), failed(5_500)],
    [5_000, 5_500],
  ],
] as const)('the outage: %s', (_, requests, expected) => {
  const outage = expected && { fromMs: expected[0], toMs: expected[1] };
  expect(totalsOf(requests).outage).toEqual(outage);
});
