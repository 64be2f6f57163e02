import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperationEntry } from './entry.ts';
import { EntryLines } from './entry-lines.ts';
import { OperationLines } from './operation-lines.ts';
import { OperationsBuilder, operationsOf } from './operations-builder.ts';
import { arbitraryOperation } from './testing/arbitrary-operation.ts';
import { faultOfEntry } from './validate.ts';

/** As a reader does it; `quick` lines needed no JSON.parse. */
function readLines(lines: readonly string[]) {
  const builder = new OperationsBuilder();
  const reading = new OperationLines(builder);
  let quick = 0;
  for (const line of lines) {
    const bytes = Buffer.from(`${line}\n`);
    if (reading.read(bytes, 0, bytes.length - 1)) quick += 1;
    else for (const op of parsed(line)) reading.add(op, bytes, bytes.length - 1);
  }
  return { operations: builder.build(), quick };
}

/** By JSON.parse and the full check alone; nothing if the line is no operation. */
function parsed(line: string): OperationEntry[] {
  try {
    const value = JSON.parse(line);
    return value.kind === 'op' && faultOfEntry(value) === undefined ? [value] : [];
  } catch {
    return [];
  }
}

const lineOf = (op: OperationEntry) => new EntryLines().lineOf(op).trimEnd();
const written = arbitraryOperation.map(lineOf);
const byHand = arbitraryOperation.map((op) => JSON.stringify(op));
const numbers = ['01', '1.', '-1', '-0', '1e3', '1E-2', '0.5', '9'.repeat(20), '9'.repeat(400)];
const otherNumber = fc
  .tuple(written, fc.constantFrom('atMs', 'endMs', 'id', 'bytes'), fc.constantFrom(...numbers))
  .map(([line, field, number]) => line.replace(`"${field}":`, `"${field}":${number},"x":`));
const otherCharacter = fc
  .tuple(written, fc.nat(300), fc.string({ maxLength: 2 }))
  .map(([line, at, text]) => line.slice(0, at) + text + line.slice(at + 1));
const fieldTwice = fc
  .tuple(written, fc.constantFrom('"atMs":3', '"id":0', '"type":"read"', '"kind":"end"'))
  .map(([line, field]) => `${line.slice(0, -1)},${field}}`);
/** What cannot have been, with an end that a line before it has shown. */
const impossible = fc
  .tuple(arbitraryOperation, fc.constantFrom({ endMs: 0, atMs: 1 }, { id: 0 }, { id: 0.5 }))
  .map(([op, change]) => [op, { ...op, ...change }].map((each) => lineOf(each)).join('\n'));
const line = fc.oneof(written, byHand, otherNumber, otherCharacter, fieldTwice, impossible);

test('whatever a line holds, it is read as JSON.parse and the full check read it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const once = lines.flatMap((text) => text.split('\n'));
      const again = [...once, ...once];
      const expected = operationsOf(again.flatMap(parsed));
      expect([...readLines(again).operations]).toStrictEqual([...expected]);
    }),
    { numRuns: 500 },
  );
});

test('a line that the writer made is parsed only once for each class', () => {
  fc.assert(
    fc.property(fc.array(arbitraryOperation, { minLength: 1, maxLength: 30 }), (entries) => {
      const lines = new EntryLines();
      const texts = entries.map((op) => lines.lineOf(op).trimEnd());
      const { operations, quick } = readLines([...texts, ...texts]);
      expect(operations.length).toBe(2 * texts.length);
      const exponents = texts.filter((text) => /":[\d.]+e/.test(text)).length;
      expect(quick).toBeGreaterThanOrEqual(
        2 * (texts.length - exponents) - operations.classes.length,
      );
    }),
  );
});
