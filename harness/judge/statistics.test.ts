import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstAtOrAfter, median, percentile } from './statistics.ts';

test('a percentile is the smallest value that enough values do not exceed', () => {
  const values = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (list, hundredths) => {
      const sorted = list.toSorted((a, b) => a - b);
      const found = percentile(sorted, hundredths / 100) as number;
      const within = (limit: number) => list.filter((value) => value <= limit).length;
      expect(within(found) * 100).toBeGreaterThanOrEqual(hundredths * list.length);
      const below = sorted.filter((value) => value < found).at(-1);
      if (below !== undefined) expect(within(below) * 100).toBeLessThan(hundredths * list.length);
    }),
  );
});

test('p99 of 100 values leaves one above, of 99 none', () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  expect(percentile(upTo(100), 0.99)).toBe(99);
  expect(percentile(upTo(99), 0.99)).toBe(99);
  expect(percentile([], 0.99)).toBeUndefined();
});

test('the median changes nothing and needs no order', () => {
  const values = Object.freeze([3, 1, 2]);
  expect(median(values)).toBe(2);
});

test('the first at or after a moment', () => {
  const moments = [1, 3, 3, 5];
  const items = { length: 4, atMs: (index: number) => moments[index] as number };
  expect([0, 1, 2, 3, 4, 5, 6].map((ms) => firstAtOrAfter(items, ms))).toEqual([
    0, 0, 1, 1, 3, 3, 4,
  ]);
});
