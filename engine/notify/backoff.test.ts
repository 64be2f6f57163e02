import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

const backoff = fc
  .tuple(
    fc.double({ min: 0.001, max: 1e6, noNaN: true }),
    fc.double({ min: 1, max: 1e6, noNaN: true }),
  )
  .map(([firstMs, factor]) => ({ firstMs, mostMs: firstMs * factor }));
const attempt = fc.integer({ min: 1, max: 100_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('is never below half the first pause, nor above the longest', () => {
  fc.assert(
    fc.property(backoff, attempt, chance, (given, count, drawn) => {
      const ms = backoffMs(given, count, () => drawn);
      expect(ms).toBeGreaterThanOrEqual(given.firstMs / 2);
      expect(ms).toBeLessThanOrEqual(given.mostMs);
    }),
  );
});

it('never shrinks from try to try, whatever is drawn, until the longest is reached', () => {
  fc.assert(
    fc.property(backoff, attempt, chance, chance, (given, count, one, other) => {
      const before = backoffMs(given, count, () => one);
      const after = backoffMs(given, count + 1, () => other);
      const isReached = given.firstMs * 2 ** Math.min(count, 60) > given.mostMs;
      if (!isReached) expect(after).toBeGreaterThanOrEqual(before);
      expect(backoffMs(given, count + 1, () => one)).toBeGreaterThanOrEqual(before);
    }),
  );
});

it('is not the same for all who failed together', () => {
  const given = { firstMs: 1_000, mostMs: 60_000 };
  expect(backoffMs(given, 3, () => 0)).toBe(2_000);
  expect(backoffMs(given, 3, () => 0.5)).toBe(3_000);
});
