import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probabilityOfGap, twoGroups } from './two-groups.ts';

/** Repeatable values in (0, 1): a false alarm of this test would be one for ever. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function alarms(count: number, n: number, draw: (random: () => number) => number): number {
  const random = uniform(20_261_122);
  let found = 0;
  for (let i = 0; i < count; i += 1)
    if (twoGroups(Array.from({ length: n }, () => draw(random)))) found += 1;
  return found / count;
}

describe('one group is called two at most one time in twenty', () => {
  const normal = (random: () => number) =>
    Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const exponential = (random: () => number) => -Math.log(random());
  test.each([8, 20, 59])('%i values, whatever its shape', (n) => {
    expect(alarms(2000, n, (random) => random())).toBeLessThan(0.05);
    expect(alarms(2000, n, normal)).toBeLessThan(0.05);
    expect(alarms(2000, n, exponential)).toBeLessThan(0.05);
  });
});

test('two groups are found wherever they lie, and told apart', () => {
  const near = (centre: number) =>
    fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: 6,
        maxLength: 20,
      })
      .map((values) => values.map((value) => centre + value));
  fc.assert(
    fc.property(near(40), near(40), (low, more) => {
      fc.pre(Math.min(low.length, more.length) * 4 >= low.length + more.length);
      const high = more.map((value) => value + 10);
      const found = twoGroups([...high, ...low]);
      expect(found).toMatchObject({ low: low.length, high: high.length });
      expect(found?.lowTo).toBe(Math.max(...low));
      expect(found?.highFrom).toBe(Math.min(...high));
    }),
  );
});

test('a straggler is no group, nor are seven values, nor a gap too narrow to matter', () => {
  expect(twoGroups([1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 90])).toBeUndefined();
  expect(twoGroups([1, 1, 1, 1, 9, 9, 9])).toBeUndefined();
  const steps = [1, 1, 1, 1, 1.1, 1.1, 1.1, 1.1];
  expect(twoGroups(steps)).toMatchObject({ low: 4, high: 4 });
  expect(twoGroups(steps, 1)).toBeUndefined();
  expect(twoGroups(Array(20).fill(3))).toBeUndefined();
});

test('the tail is that of Fisher: at its 5 % point for ten values', () => {
  expect(probabilityOfGap(10, 0.4775)).toBeCloseTo(0.05, 3);
  expect(probabilityOfGap(10, 1)).toBe(0);
  expect(probabilityOfGap(10, 0.01)).toBeCloseTo(1, 6);
});
