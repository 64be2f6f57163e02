import { expect, test } from 'vitest';
import { parseClaim } from './engine-process.ts';

test('a claim keeps its words and drops what no claim has', () => {
  const line = '{"claim":{"step":"fence","event":"started","epoch":2,"mood":"calm"}}';
  expect(parseClaim(line)).toEqual({ step: 'fence', event: 'started', epoch: 2 });
});

test.each(['', 'hello', '{}', 'null', '{"claim":1}', '{"claim":{"step":"x","event":"won"}}'])(
  '%j is no claim',
  (line) => expect(parseClaim(line)).toBeUndefined(),
);
