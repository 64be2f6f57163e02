import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { Conditions } from './conditions.ts';

const { triggers } = loadPlan('fixtures/plans/semantest.yaml');

it('counts from the first moment after the last break', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), (series) => {
      const conditions = new Conditions(triggers);
      for (const [atMs, isMet] of series.entries()) conditions.update('a', atMs, () => isMet);
      const lastBreak = series.lastIndexOf(false);
      const sinceMs = lastBreak === series.length - 1 ? undefined : lastBreak + 1;
      for (const name of Object.keys(triggers)) {
        expect(conditions.heldSinceMs()[name]).toBe(sinceMs);
      }
    }),
  );
});

it('begins anew with another region', () => {
  const conditions = new Conditions(triggers);
  conditions.update('a', 1, () => true);
  conditions.update('b', 5, () => true);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([5]));
});

it('counts every trigger from its next sight on when it is told to begin anew', () => {
  const conditions = new Conditions(triggers);
  conditions.update('a', 1, () => true);
  conditions.beginAnew();
  expect(conditions.heldSinceMs()).toEqual({});
  conditions.update('a', 5, () => true);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([5]));
});
