import { expect, test } from 'vitest';
import type { Drilled } from '../drill/run-drill.ts';
import { plannedRuns } from './planned-run.ts';

const drill = (name: string): Drilled => ({
  scenario: {
    name,
    title: name,
    expectation: 'recovery',
    steadyMs: 1,
    faults: [{ fault: 'does-not-bite' }],
  },
  topology: { name: `regions of ${name}` } as never,
});

test('trials and controls take turns, and rounds go through all scenarios', () => {
  const runs = plannedRuns([drill('a'), drill('b')], 2, 7);
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
  const names = runs.map(({ scenario: { name }, topology }) => `${name}: ${topology.name}`);
  expect([...new Set(names)]).toEqual(['a: regions of a', 'b: regions of b']);
});
