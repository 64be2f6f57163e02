import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastShare, probabilityOfAtLeast, trialsToShow } from './binomial.ts';

test.each([
  [1, 0.05],
  [5, 0.5493],
  [20, 0.8609],
  [59, 0.9505],
  [299, 0.99],
])('%i trials without a miss show %f', (trials, share) => {
  expect(leastShare(trials, trials)).toBeCloseTo(share, 4);
});

test('95 % need 59 trials without a miss, 99 % need 299', () => {
  expect([trialsToShow(0.95), trialsToShow(0.99)]).toEqual([59, 299]);
});

test.each([
  [9, 10, 0.6058],
  [58, 59, 0.9221],
  [0, 10, 0],
])('%i of %i: the tables of Clopper and Pearson', (successes, trials, share) => {
  expect(leastShare(successes, trials)).toBeCloseTo(share, 3);
});

test('at the bound, as many successes or more are seen one time in twenty', () => {
  const some = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 199 }));
  fc.assert(
    fc.property(some, ([trials, misses]) => {
      const successes = Math.max(1, trials - misses);
      const bound = leastShare(successes, trials);
      expect(probabilityOfAtLeast(successes, trials, bound)).toBeCloseTo(0.05, 6);
    }),
  );
});
