import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leastLsn, lossMs } from './loss.ts';

const seen = [
  { atMs: 1_000, lsn: 10n },
  { atMs: 2_000, lsn: 10n },
  { atMs: 3_000, lsn: 30n },
  { atMs: 4_000, lsn: 50n },
];

it.each([
  ['has all that was seen', 50n, 0],
  ['has more than was seen', 60n, 0],
  ['has all but the newest', 30n, 1_000],
  ['stands between two sightings: the earlier is what it is known to have', 29n, 2_000],
  ['was level as long as nothing was written', 10n, 2_000],
  ['has less than was ever seen: at least all of that', 5n, 3_000],
])('gives the milliseconds of writes that a standby lacks: it %s', (_, received, expected) => {
  expect(lossMs(seen, received)).toBe(expected);
});

it('does not know what was lost of a primary that it never saw', () => {
  expect(lossMs([], 5n)).toBeUndefined();
});

it('is less, the more the standby has', () => {
  const sightings = fc
    .array(fc.tuple(fc.nat({ max: 500 }), fc.bigInt({ min: 0n, max: 9n })), { minLength: 1 })
    .map((steps) => {
      let at = { atMs: 0, lsn: 0n };
      return steps.map(([ms, bytes]) => {
        at = { atMs: at.atMs + ms, lsn: at.lsn + bytes };
        return at;
      });
    });
  const position = fc.bigInt({ min: 0n, max: 200n });
  fc.assert(
    fc.property(sightings, position, position, (found, a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      expect(lossMs(found, more)).toBeLessThanOrEqual(lossMs(found, less) ?? 0);
    }),
  );
});

it('knows the least position with which no more than so much is lost', () => {
  expect([999, 1_000, 1_999, 2_000].map((maxMs) => leastLsn(seen, maxMs))).toEqual([
    50n,
    30n,
    30n,
    10n,
  ]);
  expect(leastLsn([], 1_000)).toBeUndefined();
  for (const maxMs of [0, 999, 1_000, 1_999, 2_000]) {
    const least = leastLsn(seen, maxMs) ?? 0n;
    expect(lossMs(seen, least)).toBeLessThanOrEqual(maxMs);
    expect(lossMs(seen, least - 1n)).toBeGreaterThan(maxMs);
  }
});
