import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Damped, damp, failedInARow, untold } from './damping.ts';

const count = fc.integer({ min: 1, max: 4 });
const thresholds = fc.record({ failures: count, successes: count });

it('changes its mind only after as many results in a row, and then at once', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), thresholds, (series, limits) => {
      let damped: Damped = untold;
      let expected: boolean | undefined;
      for (const [index, ok] of series.entries()) {
        damped = damp(damped, ok, limits);
        const needed = ok ? limits.successes : limits.failures;
        const latest = series.slice(Math.max(0, index + 1 - needed), index + 1);
        if (latest.length === needed && latest.every((each) => each === ok)) expected = ok;
        expect(damped.up).toBe(expected);
      }
      const lastSuccess = series.lastIndexOf(true);
      expect(failedInARow(damped)).toBe(series.length - 1 - lastSuccess);
    }),
  );
});

it('holds through flapping', () => {
  const limits = { failures: 2, successes: 2 };
  const flapping = [true, true, false, true, false, true, false];
  const after = flapping.reduce((damped, ok) => damp(damped, ok, limits), untold);
  expect(after.up).toBe(true);
});

it('believes the first result where one is enough', () => {
  expect(damp(untold, false, { failures: 1, successes: 1 }).up).toBe(false);
  expect(damp(untold, false, { failures: 2, successes: 1 }).up).toBeUndefined();
});
