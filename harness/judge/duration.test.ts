import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [0, '0 ms'],
  [0.9958885076921433, '1.0 ms'],
  [9.96, '10 ms'],
  [-400.2, '-400 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [50_048, '50.0 s'],
  [Number.POSITIVE_INFINITY, '∞'],
])('%d is said as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
