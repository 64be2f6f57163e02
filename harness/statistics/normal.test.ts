import { expect, test } from 'vitest';
import { normalTwoSided } from './normal.ts';

test.each([
  [0, 1],
  [0.6745, 0.5],
  [1.959964, 0.05],
  [2.575829, 0.01],
  [4, 6.3342e-5],
])('%f deviations are exceeded with probability %f', (deviations, p) => {
  expect(normalTwoSided(deviations) / p).toBeCloseTo(1, 4);
});
