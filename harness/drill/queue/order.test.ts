import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstScriptedId } from '../../workload/run-ids.ts';
import { contentOf } from './order.ts';

test('a partition in order has nothing wrong', () => {
  expect(contentOf([[1, 2, 4], []])).toEqual({
    ids: [
      [1, 2],
      [4, 4],
    ],
    duplicated: [],
    inversions: [],
  });
});

test('an id after a higher one is named with the highest before it', () => {
  expect(contentOf([[3, 1, 5, 4, 2]]).inversions).toEqual([
    [1, 3],
    [4, 5],
    [2, 5],
  ]);
});

test('partitions have no order among themselves', () => {
  expect(contentOf([[5, 6], [1]]).inversions).toEqual([]);
});

test('a redelivered stretch is duplicated, and not out of order as well', () => {
  expect(contentOf([[1, 2, 3, 2, 3, 4]])).toEqual({
    ids: [[1, 4]],
    duplicated: [[2, 3]],
    inversions: [],
  });
});

test('an id of two partitions is duplicated', () => {
  expect(contentOf([[1, 2], [2]]).duplicated).toEqual([[2, 2]]);
});

test('planted duplicates and swaps are found, and nothing else', () => {
  const planted = fc.record({
    length: fc.integer({ min: 4, max: 40 }),
    copies: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    swapAt: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(planted, ({ length, copies, swapAt }) => {
      const ids = Array.from({ length }, (_, index) => index + 1);
      const [first = 0, second = 0] = ids.slice(swapAt, swapAt + 2);
      ids.splice(swapAt, 2, second, first);
      const { ids: found, duplicated, inversions } = contentOf([[...ids, ...copies]]);
      expect(found).toEqual([[1, length]]);
      expect(
        duplicated.flatMap(([from, to]) => ids.filter((id) => id >= from && id <= to)),
      ).toEqual(expect.arrayContaining(copies));
      expect(duplicated.reduce((sum, [from, to]) => sum + to - from + 1, 0)).toBe(copies.length);
      expect(inversions).toEqual([[first, second]]);
    }),
  );
});

test('what scripted load has put between them is not there', () => {
  const [k6, later] = [firstScriptedId, firstScriptedId + 1];
  const content = contentOf([[1, later, 2, k6, 3, k6]]);
  expect(content).toEqual({ ids: [[1, 3]], duplicated: [], inversions: [] });
});
