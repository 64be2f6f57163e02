import { expect, test } from 'vitest';
import { byteTicks, linear, logarithmic, ticks, timeTicks } from './scale.ts';

test('a scale maps its domain on its range', () => {
  const x = linear([-10, 10], [0, 100]);
  expect([x(-10), x(0), x(10)]).toEqual([0, 50, 100]);
  expect(linear([5, 5], [0, 100])(5)).toBe(0);
});

test('a logarithmic scale gives each power of ten the same room, and holds what is below', () => {
  const y = logarithmic([1, 1000], [300, 0]);
  expect([y(1), y(10), y(1000), y(0)].map(Math.round)).toEqual([300, 200, 0, 300]);
});

test('marks stand at round figures', () => {
  expect(ticks([0, 237], 3)).toEqual([0, 100, 200]);
  expect(timeTicks([-29_000, 71_000], 10)).toEqual([
    -20_000, -10_000, 0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000,
  ]);
  expect(timeTicks([0, 330_000], 6)).toEqual([0, 60_000, 120_000, 180_000, 240_000, 300_000]);
  expect(byteTicks(20_000, 3)).toEqual([0, 8192, 16_384]);
});
