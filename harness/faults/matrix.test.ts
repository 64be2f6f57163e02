import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultMatrix } from './matrix.ts';

it('stands in the README as it is', () => {
  const table = faultMatrix();
  expect(readFileSync('README.md', 'utf8'), `put this there:\n${table}\n`).toContain(table);
});
