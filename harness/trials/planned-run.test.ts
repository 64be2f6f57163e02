import { expect, test } from 'vitest';
import type { Scenario } from '../drill/scenario.ts';
import { plannedRuns } from './planned-run.ts';

const scenario = (name: string): Scenario => ({
  name,
  title: name,
  expectation: 'recovery',
  steadyMs: 1,
  faults: [{ fault: 'does-not-bite' }],
});

test('trials and controls take turns, and rounds go through all scenarios', () => {
  const runs = plannedRuns([scenario('a'), scenario('b')], 2, 7);
  const seen = runs.map(({ scenario: { name, faults, expectation }, control, seed, trial }) =>
    [name, control, faults.length, expectation, seed, trial].join(' '),
  );
  expect(seen).toEqual([
    'a false 1 recovery 7 1',
    'a true 0 sustained 7 1',
    'b false 1 recovery 7 1',
    'b true 0 sustained 7 1',
    'a false 1 recovery 8 2',
    'a true 0 sustained 8 2',
    'b false 1 recovery 8 2',
    'b true 0 sustained 8 2',
  ]);
});
