import { expect, test } from 'vitest';
import { bytes, count, duration, interval, moment, nines, number, share } from './words.ts';

test.each([
  [0, '0 s'],
  [54.4, '54 ms'],
  [999.6, '1.0 s'],
  [41_240, '41.2 s'],
  [120_000, '120 s'],
  [179_990, '3 min'],
  [330_000, '5 min 30 s'],
  [3_599_900, '60 min'],
  [7_200_000, '2 h'],
  [9_000_000, '2 h 30 min'],
  [-300, '−300 ms'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NaN, '?'],
])('%d ms is said as %s', (ms, said) => {
  expect(duration(ms)).toBe(said);
});

test('a moment has its sign', () => {
  expect([moment(1500), moment(-1500), moment(0.2), moment(Number.POSITIVE_INFINITY)]).toEqual([
    '+1.5 s',
    '−1.5 s',
    '0 s',
    'never',
  ]);
});

test('counts, sizes and shares are never rounded into something better', () => {
  expect([count(0, 'write'), count(1, 'write'), count(7000, 'write')]).toEqual([
    'no writes',
    '1 write',
    '7,000 writes',
  ]);
  expect([interval(7, 7), interval(7, 1234)]).toEqual(['7', '7 to 1,234']);
  expect([bytes(0), bytes(512), bytes(1536), bytes(3 * 2 ** 40)]).toEqual([
    '0 B',
    '512 B',
    '1.5 KiB',
    '3.0 TiB',
  ]);
  expect([share(1), share(0.999999), share(0.5), share(0)]).toEqual([
    '100 %',
    '99.99 %',
    '50.0 %',
    '0 %',
  ]);
  expect(number(12_345_678)).toBe('12,345,678');
});

test('nines are kept and never added', () => {
  expect([1, 0.9999, 0.99995, 0.9999999, 0.5, 0].map(nines)).toEqual([
    '100 %',
    '99.99 %',
    '99.995 %',
    '99.9999 %',
    '50 %',
    '0 %',
  ]);
});
