import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText } from './number-text.ts';

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 9e15 }), fc.constantFrom(1, 10, 100, 1_000))
  .map(([digits, by]) => digits / by);
const number = fc.oneof(
  ...[fc.integer(), fc.maxSafeInteger(), decimal],
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

test('every number is read back as it was', () => {
  fc.assert(
    fc.property(number, (value) => {
      // JSON knows no -0.
      expect(JSON.parse(numberText(value))).toBe(value + 0);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  [0, '0'],
  [7, '7'],
  [1_000, '1000'],
  [1_020.5, '1020.5'],
  [17.25, '17.25'],
  [0.001, '0.001'],
  [1_000_000.01, '1000000.01'],
  [0.0004, '0.0004'],
  [-3.5, '-3.5'],
])('%d is %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});
