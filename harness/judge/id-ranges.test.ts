import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countIds, firstIds, heldByAtLeast, holdsId, presenceIn } from './id-ranges.ts';
import { rangesOf } from './testing/drill-shape.ts';

const ids = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }))
  .map((list) => list.sort((a, b) => a - b));
const all = Array.from({ length: 32 }, (_, i) => i);

test('an id is held exactly if it was put in, asked in order or not', () => {
  fc.assert(
    fc.property(ids, (list) => {
      const ranges = rangesOf(list);
      const isPresent = presenceIn(ranges);
      expect(all.filter((id) => isPresent(id))).toEqual(list);
      expect(all.filter((id) => holdsId(ranges, id))).toEqual(list);
      expect(countIds(ranges)).toBe(list.length);
      expect(firstIds(ranges)).toEqual(list.slice(0, 5));
    }),
  );
});

test('what at least so many lists hold', () => {
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (lists, least) => {
      const held = all.filter((id) => lists.filter((list) => list.includes(id)).length >= least);
      expect(heldByAtLeast(lists.map(rangesOf), least)).toEqual(rangesOf(held));
    }),
  );
});
