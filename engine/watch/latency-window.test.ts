import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LatencyWindow } from './latency-window.ts';

it('lets one slow answer of twenty pass, and not two', () => {
  const window = new LatencyWindow(1_000);
  for (let n = 0; n < 19; n += 1) window.add(n, 10);
  window.add(19, 9_000);
  expect(window.p95(20)).toBe(10);
  window.add(20, 8_000);
  expect(window.p95(20)).toBe(8_000);
});

it('forgets what is older than its window, and says nothing of nothing', () => {
  const window = new LatencyWindow(100);
  expect(window.p95(0)).toBeUndefined();
  window.add(0, 9_000);
  window.add(50, 10);
  expect(window.p95(99)).toBe(9_000);
  expect(window.p95(100)).toBe(10);
  expect(window.p95(150)).toBeUndefined();
});

it('is reached or undercut by 95 % of what is in the window, and no smaller value is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 80 }), (latencies) => {
      const window = new LatencyWindow(1_000);
      for (const latencyMs of latencies) window.add(0, latencyMs);
      const p95 = window.p95(0) ?? Number.NaN;
      const share = (limit: number) =>
        latencies.filter((each) => each <= limit).length / latencies.length;
      expect(share(p95)).toBeGreaterThanOrEqual(0.95);
      expect(share(p95 - 1)).toBeLessThan(0.95);
    }),
  );
});
