import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Operations } from './operations.ts';
import { operationsOf } from './operations-builder.ts';
import { Selection } from './selection.ts';
import { arbitraryOperation } from './testing/arbitrary-operation.ts';

const lists = fc.array(arbitraryOperation, { maxLength: 40 });

test('what goes into columns comes out as it was, in the order of starts', () => {
  fc.assert(
    fc.property(lists, (entries) => {
      const sorted = entries.toSorted((a, b) => a.atMs - b.atMs);
      const operations = operationsOf(entries);
      expect([...operations]).toStrictEqual(sorted);
      for (const [i, entry] of sorted.entries()) {
        const { kind, atMs, endMs, id, bytes, ...facts } = entry;
        expect(operations.classOf(i)).toStrictEqual(facts);
        expect([operations.atMs(i), operations.endMs(i)]).toEqual([atMs, endMs]);
        expect([operations.id(i), operations.bytes(i)]).toEqual([id, bytes]);
        expect([operations.isWrite(i), operations.outcome(i)]).toEqual([
          entry.type === 'write',
          entry.outcome,
        ]);
        expect([operations.region(i), operations.epoch(i)]).toEqual([entry.region, entry.epoch]);
      }
    }),
  );
});

const [sample] = fc.sample(arbitraryOperation, { numRuns: 1, seed: 1 });
const many = Array.from({ length: 5_000 }, (_, i) => ({
  ...(sample as NonNullable<typeof sample>),
  ...{ atMs: i, endMs: i + 1, id: i + 1 },
}));

test('thousands of operations share a class, and none is lost as columns grow', () => {
  const operations = operationsOf(many.toReversed());
  expect(operations).toBeInstanceOf(Operations);
  expect(operations.classes).toHaveLength(1);
  expect(operations.length).toBe(5_000);
  expect([...operations]).toEqual(many);
});

test('at counts from the end too, and there is nothing outside', () => {
  const operations = operationsOf(many);
  expect(operations.at(0)).toEqual(many[0]);
  expect(operations.at(-1)).toEqual(many[4_999]);
  expect([operations.at(5_000), operations.at(-5_001)]).toEqual([undefined, undefined]);
  expect(operationsOf([]).at(-1)).toBeUndefined();
});

test('a selection reads as the operations it selects', () => {
  const selection = new Selection(operationsOf(many), Uint32Array.from([2, 700, 4_999]));
  expect([...selection]).toEqual([many[2], many[700], many[4_999]]);
  expect(selection.at(-1)).toEqual(many[4_999]);
  expect(selection.at(3)).toBeUndefined();
  expect([selection.atMs(1), selection.endMs(1), selection.id(1)]).toEqual([700, 701, 701]);
  expect(selection.bytes(1)).toBe(sample?.bytes);
  expect(selection.classOf(1).vantage).toBe(sample?.vantage);
});
