import { expect, test } from 'vitest';
import { distributionOf } from './distribution.ts';

test('the middle of an even number is between the two in the middle', () => {
  expect(distributionOf([4, 1, 3, 2], 0)).toEqual({ values: 4, min: 1, median: 2.5, max: 4 });
  expect(distributionOf([], 0)).toBeUndefined();
});

test('∞ is said in a word that JSON can hold', () => {
  const never = Number.POSITIVE_INFINITY;
  expect(distributionOf([1, never, never], 0)).toEqual({
    values: 3,
    min: 1,
    median: 'infinity',
    max: 'infinity',
    never: 2,
  });
});

test('two groups are said to be two', () => {
  const values = [40, 41, 42, 40, 41, 70, 71, 72, 70];
  expect(distributionOf(values, 1)?.groups).toMatchObject({ low: 5, high: 4, highFrom: 70 });
});
