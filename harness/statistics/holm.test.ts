import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from './holm.ts';

test("the example of Holm's procedure, in any order", () => {
  const adjusted = holm([0.04, 0.01, 0.03, 0.005]);
  [0.06, 0.03, 0.06, 0.02].forEach((p, i) => {
    expect(adjusted[i]).toBeCloseTo(p, 10);
  });
});

test('never below what was found, never more than Bonferroni, and in the same order', () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(ps, (found) => {
      const adjusted = holm(found);
      found.forEach((p, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(p);
        expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * found.length) + 1e-12);
        found.forEach((q, j) => {
          if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] as number);
        });
      });
    }),
  );
});
