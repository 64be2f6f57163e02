import { expect, test } from 'vitest';
import { upperQuartile } from './upper-quartile.ts';

const never = Number.POSITIVE_INFINITY;

test.each<[readonly number[], number | undefined]>([
  [[], undefined],
  [[7], 7],
  [[4, 1, 3, 2], 3.5],
  [[5, 4, 3, 2, 1], 4],
  [[1, 2, 3, never], never],
  [[1, 2, never, never], never],
])('of %j it is %s', (values, hinge) => {
  expect(upperQuartile(values)).toBe(hinge);
});
