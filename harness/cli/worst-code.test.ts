import { expect, test } from 'vitest';
import { worstCode } from './worst-code.ts';

test.each([
  [[0, 0], 0],
  [[0, 2], 2],
  [[2, 1, 0], 1],
  [[1, 4], 4],
  [[4, 130], 130],
  [[130, 5, 1], 5],
])('of %j the worst is %i', (codes, worst) => expect(worstCode(codes)).toBe(worst));
