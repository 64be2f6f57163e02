import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAscending, timeOrder } from './time-order.ts';

const few = fc.integer({ min: 0, max: 20 });
const any = fc.array(fc.oneof(few, fc.double({ noNaN: true })), { maxLength: 300 });
const nearlySorted = fc
  .array(fc.double({ min: 0, max: 40, noNaN: true }), { maxLength: 2_000 })
  .map((late) => late.map((ms, i) => i + ms));

function sortedPlaces(keys: readonly number[]): number[] {
  return [...keys.keys()].sort((a, b) => (keys[a] as number) - (keys[b] as number));
}

test.each([
  ['any keys', any],
  ['keys nearly in order', nearlySorted],
])('%s are put in order, and equal ones stay as they came', (_, lists) => {
  fc.assert(
    fc.property(lists, (keys) => {
      const order = timeOrder(Float64Array.from(keys), keys.length);
      expect([...order]).toEqual(sortedPlaces(keys));
    }),
  );
});

test('only as many keys count as are asked for', () => {
  const keys = Float64Array.from([3, 1, 2, 0, 0]);
  expect([...timeOrder(keys, 3)]).toEqual([1, 2, 0]);
  expect([isAscending(keys, 1), isAscending(keys, 2)]).toEqual([true, false]);
});
