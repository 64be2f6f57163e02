import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlainNumber } from './plain-number.ts';

function read(text: string): number | undefined {
  const number = new PlainNumber();
  const understood = number.read(Buffer.from(`${text},`), 0);
  return understood && number.end === text.length ? number.value : undefined;
}

test('every number that a moment can be is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (value) => {
      const text = JSON.stringify(value);
      if (!text.includes('e')) expect(read(text)).toBe(value);
    }),
    { numRuns: 2_000 },
  );
});

test('any digits, few or many, round as JSON.parse rounds them', () => {
  const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?$/);
  fc.assert(
    fc.property(digits, (text) => {
      expect(read(text)).toBe(JSON.parse(text));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['', '-1', '01', '1.', '.5', '1e3', 'null', '"1"', '1 ', '9'.repeat(400)])(
  '"%s" is left to JSON.parse',
  (text) => {
    expect(read(text)).toBeUndefined();
  },
);
