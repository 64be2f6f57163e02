import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Range } from './ranges.ts';
import { firstScriptedId, idsOfRun, storedId } from './run-ids.ts';

test('the first run is stored as it counts', () => {
  expect(storedId(7, 0)).toBe(7);
  expect(idsOfRun([[1, 7]], 0)).toEqual([[1, 7]]);
});

test('of a range that runs have written without a gap, each finds its own', () => {
  const stored: Range[] = [[storedId(5, 0), storedId(3, 2)]];
  expect(idsOfRun(stored, 0)).toEqual([[5, storedId(0, 1)]]);
  expect(idsOfRun(stored, 2)).toEqual([[1, 3]]);
  expect(idsOfRun(stored, 3)).toEqual([]);
});

test('what a run wrote is found as it was counted, and no other run finds it', () => {
  const run = fc.integer({ min: 0, max: 100 });
  const ids = fc.integer({ min: 1, max: 9_999_999 });
  fc.assert(
    fc.property(ids, run, run, (id, mine, other) => {
      const stored = storedId(id, mine);
      const found = idsOfRun([[stored, stored]], other);
      expect(found).toEqual(mine === other ? [[id, id]] : []);
    }),
  );
});

test('what scripted load has written in any run is of none', () => {
  const written: Range[] = [[storedId(firstScriptedId, 0), storedId(firstScriptedId, 99)]];
  for (const run of [0, 1, 99]) expect(idsOfRun(written, run)).toEqual([]);
});
