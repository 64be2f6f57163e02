import { expect, test } from 'vitest';
import { sizeErrors } from './sizes.ts';

test('a file of 301 lines is too long, one of 300 is not', () => {
  expect(sizeErrors([{ path: 'a.ts', text: 'x\n'.repeat(301) }]).join()).toContain('301 lines');
  const short = Array.from({ length: 3 }, (_, i) => ({ path: `${i}.ts`, text: 'x\n' }));
  expect(sizeErrors([...short, { path: 'a.ts', text: 'x\n'.repeat(300) }])).toEqual([]);
});

test('a line of 101 columns is named with its number', () => {
  expect(sizeErrors([{ path: 'a.ts', text: `\n${'x'.repeat(101)}\n` }])).toEqual([
    'a.ts:2: 101 columns',
  ]);
});
