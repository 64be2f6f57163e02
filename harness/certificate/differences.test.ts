import { expect, test } from 'vitest';
import { differences } from './differences.ts';

test('every place that differs is named, with both values', () => {
  const stated = { a: [1, { b: 'x' }], c: true, only: 1 };
  const found = { a: [1, { b: 'y' }, 3], c: true };
  expect(differences(stated, found)).toEqual([
    'a.1.b: it says "x", the journals say "y"',
    'a.2: it says nothing, the journals say 3',
    'only: it says 1, the journals say nothing',
  ]);
  expect(differences(stated, structuredClone(stated))).toEqual([]);
  expect(differences({ a: [] }, { a: {} })).toHaveLength(1);
});
