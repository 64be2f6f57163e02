import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { Conditions } from './conditions.ts';

const { triggers } = loadPlan('fixtures/plans/semantest.yaml');

it('counts from the first moment after the last break', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), (series) => {
      const conditions = new Conditions(triggers);
      for (const [atMs, isMet] of series.entries())
        conditions.update('a', atMs, () => (isMet ? atMs : undefined));
      const lastBreak = series.lastIndexOf(false);
      const sinceMs = lastBreak === series.length - 1 ? undefined : lastBreak + 1;
      for (const name of Object.keys(triggers)) {
        expect(conditions.heldSinceMs()[name]).toBe(sinceMs);
      }
    }),
  );
});

it('counts from when it was met, which is before it is known', () => {
  const conditions = new Conditions(triggers);
  conditions.update('a', 1, () => undefined);
  conditions.update('a', 9, () => 8);
  conditions.update('a', 10, () => 9);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([8]));
});

it('counts from the earliest moment that it is known to have been met from', () => {
  const conditions = new Conditions(triggers);
  conditions.update('a', 2, () => undefined);
  conditions.beginAnew(3);
  conditions.update('a', 9, () => 8);
  conditions.update('a', 10, () => 5);
  conditions.update('a', 11, () => 6);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([5]));
  conditions.update('a', 12, () => undefined);
  conditions.update('a', 13, () => 13);
  conditions.update('a', 14, () => 1);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([3]));
});

it('begins anew with another region', () => {
  const conditions = new Conditions(triggers);
  conditions.update('a', 1, () => 1);
  conditions.update('b', 5, () => 4);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([5]));
});

it('counts nothing from before it was told to begin anew', () => {
  const conditions = new Conditions(triggers);
  conditions.update('a', 1, () => 1);
  conditions.beginAnew(3);
  expect(conditions.heldSinceMs()).toEqual({});
  conditions.update('a', 5, () => 2);
  expect(new Set(Object.values(conditions.heldSinceMs()))).toEqual(new Set([3]));
});
