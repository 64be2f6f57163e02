import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { Conditions } from './conditions.ts';
import type { Fact } from './fact.ts';

const { triggers } = loadPlan('fixtures/plans/semantest.yaml');
const [east, west] = ['us-east-1', 'us-west-2'];
const reachable = (region: string, value: boolean, atMs: number): Fact => ({
  of: 'postgres',
  region,
  measure: 'reachable',
  value,
  atMs,
});
const availability = (value: number, atMs: number): Fact => ({
  of: 'region',
  region: east,
  measure: 'availability',
  value,
  atMs,
});

it('counts each trigger from the beginning of the probe that first met it, without a break', () => {
  const conditions = new Conditions(triggers);
  conditions.update(east, [reachable(east, false, 10)], 12);
  conditions.update(east, [reachable(east, false, 20), availability(0.2, 21)], 22);
  expect(conditions.heldSinceMs()).toEqual({
    database_primary_failure: 10,
    region_wide_outage: 21,
  });
  conditions.update(east, [reachable(east, true, 30), availability(0.2, 31)], 32);
  conditions.update(east, [reachable(east, false, 40), availability(0.2, 41)], 42);
  expect(conditions.heldSinceMs()).toEqual({
    database_primary_failure: 40,
    region_wide_outage: 21,
  });
});

it('is not met any more by what nobody measures any more', () => {
  const conditions = new Conditions(triggers);
  conditions.update(east, [availability(0.2, 10)], 12);
  conditions.update(east, [], 20);
  expect(conditions.heldSinceMs()).toEqual({});
});

it('begins anew when another region is watched, and again when the first is', () => {
  const conditions = new Conditions(triggers);
  const facts = (atMs: number) => [reachable(east, false, atMs), reachable(west, false, atMs)];
  conditions.update(east, facts(10), 12);
  conditions.update(west, facts(20), 22);
  expect(conditions.heldSinceMs()).toEqual({ database_primary_failure: 20 });
  conditions.update(east, facts(30), 32);
  expect(conditions.heldSinceMs()).toEqual({ database_primary_failure: 30 });
});

it('has nothing hold since a moment that is to come', () => {
  const conditions = new Conditions(triggers);
  conditions.update(east, [reachable(east, false, 1_000)], 500);
  expect(conditions.heldSinceMs()).toEqual({ database_primary_failure: 500 });
});
