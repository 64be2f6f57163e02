import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toRanges } from './ranges.ts';

it('joins neighbours, in whatever order, and counts an id once', () => {
  expect(toRanges([])).toEqual([]);
  expect(toRanges([3, 1, 2, 7, 7, 9, 10])).toEqual([
    [1, 3],
    [7, 7],
    [9, 10],
  ]);
});

it('holds exactly the ids it was given, in as few ranges as there are gaps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (ids) => {
      const ranges = toRanges(ids);
      const held = ranges.flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, index) => first + index),
      );
      expect(held).toEqual([...new Set(ids)].sort((a, b) => a - b));
      for (const [index, [first]] of ranges.entries())
        expect(first).toBeGreaterThan((ranges[index - 1]?.[1] ?? Number.NEGATIVE_INFINITY) + 1);
    }),
  );
});
