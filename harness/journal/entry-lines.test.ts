import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperationEntry } from './entry.ts';
import { EntryLines } from './entry-lines.ts';
import { arbitraryOperation } from './testing/arbitrary-operation.ts';

test('a line is JSON of the whole entry, and one line', () => {
  const lines = new EntryLines();
  fc.assert(
    fc.property(arbitraryOperation, (op) => {
      const line = lines.lineOf(op);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      // As JSON.stringify has it: a lone surrogate is escaped, -0 is 0.
      expect(JSON.parse(line)).toStrictEqual(JSON.parse(JSON.stringify(op)));
    }),
  );
});

const [sample] = fc.sample(arbitraryOperation, { numRuns: 1, seed: 1 });
const operation = { ...(sample as OperationEntry), epoch: 1 };

test('more classes than are kept are still told apart', () => {
  const lines = new EntryLines();
  for (let epoch = 0; epoch < 2_500; epoch += 1)
    expect(JSON.parse(lines.lineOf({ ...operation, epoch })).epoch).toBe(epoch);
  expect(JSON.parse(lines.lineOf(operation)).epoch).toBe(1);
});

test('what is no number is null, as JSON has it, so that a reader finds it', () => {
  expect(JSON.parse(new EntryLines().lineOf({ ...operation, endMs: Number.NaN })).endMs).toBeNull();
});

test('every other entry is JSON too', () => {
  const entry = { kind: 'restored', atMs: 7, ok: false, differences: ['a "b"\n'] } as const;
  const line = new EntryLines().lineOf(entry);
  expect(line.split('\n')).toHaveLength(2);
  expect(JSON.parse(line)).toEqual(entry);
});
