import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePlan } from './load.ts';
import { formatDuration, parseDurationMs } from './quantity.ts';
import { scalePlan } from './scale.ts';

type Leaf = readonly [path: string, value: unknown];

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

it.each(['semantest', 'kyb'])('multiplies every duration of %s and nothing else', (name) => {
  const text = readFileSync(`fixtures/plans/${name}.yaml`, 'utf8');
  const before = new Map(leaves(parsePlan(text, name)));
  const after = new Map(leaves(parsePlan(scalePlan(text, 0.2), name)));
  expect([...after.keys()]).toEqual([...before.keys()]);
  // A latency limit is a duration without `Ms` in its name: its unit is that of the measure.
  const isDuration = (path: string) =>
    path.endsWith('Ms') || path === '.triggers.high_latency_degradation.when.0.above';
  for (const [path, value] of before) {
    if (isDuration(path)) expect(after.get(path), path).toBeCloseTo((value as number) / 5, 6);
    else expect(after.get(path), path).toEqual(value);
  }
});

it('leaves keys as they are', () => {
  expect(scalePlan('5 s: 5 s\n', 2)).toBe('5 s: 10 s\n');
});

it('keeps comments', () => {
  expect(scalePlan('ttl: 5 s # why\n', 0.5)).toBe('ttl: 2500 ms # why\n');
});

it('writes a duration as it can be read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e11 }), (ms) => {
      expect(parseDurationMs(formatDuration(ms))).toBe(ms);
    }),
  );
});
