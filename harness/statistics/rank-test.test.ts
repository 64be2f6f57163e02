import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankTest, smallestP } from './rank-test.ts';

const values = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max });

describe('rankTest', () => {
  test('agrees with the published tables', () => {
    // Mann and Whitney (1947), table I: n = m = 5, U = 0 and U = 2, one-sided .004 and .016.
    expect(rankTest([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]).p).toBeCloseTo(2 / 252, 10);
    expect(rankTest([1, 2, 3, 4, 7], [5, 6, 8, 9, 10]).p).toBeCloseTo(8 / 252, 10);
  });

  test('counts every deal, also with ties', () => {
    const choose = (items: readonly number[], k: number): number[][] =>
      k === 0
        ? [[]]
        : items.flatMap((item, i) => choose(items.slice(i + 1), k - 1).map((c) => [item, ...c]));
    fc.assert(
      fc.property(values(1, 4), values(1, 4), (a, b) => {
        const all = [...a, ...b];
        const rankOf = (v: number) =>
          all.filter((w) => w < v).length + (all.filter((w) => w === v).length + 1) / 2;
        const ranks = all.map(rankOf);
        const sum = (some: readonly number[]) => some.reduce((total, next) => total + next, 0);
        const mean = (a.length * sum(ranks)) / all.length;
        const far = Math.abs(sum(a.map(rankOf)) - mean) - 1e-9;
        const deals = choose(ranks, a.length);
        const extreme = deals.filter((deal) => Math.abs(sum(deal) - mean) >= far).length;
        expect(rankTest(a, b).p).toBeCloseTo(extreme / deals.length, 9);
      }),
    );
  });

  test('is the same seen from the other side, with the effect turned round', () => {
    fc.assert(
      fc.property(values(1, 20), values(1, 20), (a, b) => {
        const there = rankTest(a, b);
        const back = rankTest(b, a);
        expect(back.p).toBeCloseTo(there.p, 9);
        expect(back.delta).toBeCloseTo(-there.delta, 9);
      }),
    );
  });

  test('takes delta from the pairs', () => {
    fc.assert(
      fc.property(values(1, 9), values(1, 9), (a, b) => {
        const signs = a.flatMap((x) => b.map((y) => Math.sign(y - x)));
        const mean = signs.reduce<number>((total, sign) => total + sign, 0) / signs.length;
        expect(rankTest(a, b).delta).toBeCloseTo(mean, 9);
      }),
    );
  });

  test('goes over to the normal distribution without a jump', () => {
    const a = Array.from({ length: 25 }, (_, i) => i * 1.1);
    const b = Array.from({ length: 25 }, (_, i) => i + 5);
    const exact = rankTest(a, b);
    const normal = rankTest([...a, 1000], b);
    expect([exact.exact, normal.exact]).toEqual([true, false]);
    expect(Math.abs(Math.log(normal.p / exact.p))).toBeLessThan(0.7);
  });

  test('one that never came back is the highest of all', () => {
    const never = Number.POSITIVE_INFINITY;
    expect(rankTest([1, 2, 3, never], [4, 5, never, never])).toEqual(
      rankTest([1, 2, 3, 99], [4, 5, 99, 99]),
    );
    expect(rankTest([never], [never]).p).toBe(1);
  });
});

test('no test of one against one can say anything, and three against three not at 5 %', () => {
  expect(smallestP(1, 1)).toBe(1);
  expect(smallestP(3, 3)).toBeCloseTo(0.1, 10);
  expect(smallestP(5, 5)).toBeCloseTo(2 / 252, 10);
});
