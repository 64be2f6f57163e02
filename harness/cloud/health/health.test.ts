import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HealthCheckSpec } from '../route53/zone.ts';
import { evaluateHealth } from './evaluate.ts';
import { firstOpinion, formOpinion, isHealthyToMost } from './opinion.ts';

const spec = (it: Partial<HealthCheckSpec> & { id: string }): HealthCheckSpec => ({
  name: it.id,
  type: 'HTTP',
  path: '/',
  intervalMs: 10_000,
  failureThreshold: 3,
  children: [],
  healthThreshold: it.children?.length ?? 0,
  inverted: false,
  disabled: false,
  regions: [],
  ...it,
});
const opinionAfter = (results: readonly boolean[], threshold: number) =>
  results.reduce((opinion, passed) => formOpinion(opinion, passed, threshold), firstOpinion);

describe('the opinion of one checker', () => {
  test('is healthy at first, and until the threshold of failures is reached', () => {
    expect(firstOpinion.healthy).toBe(true);
    expect(opinionAfter([false, false], 3).healthy).toBe(true);
    expect(opinionAfter([false, false, false], 3).healthy).toBe(false);
  });

  test('counts consecutive results only', () => {
    expect(opinionAfter([false, false, true, false, false], 3).healthy).toBe(true);
  });

  test('needs as many passes to come back', () => {
    const down = [false, false];
    expect(opinionAfter([...down, true], 2).healthy).toBe(false);
    expect(opinionAfter([...down, true, true], 2).healthy).toBe(true);
  });

  test('equals the last run of equal results that reached the threshold', () => {
    const cases = fc.tuple(fc.array(fc.boolean()), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(cases, ([results, threshold]) => {
        let expected = true;
        for (let end = threshold; end <= results.length; end += 1) {
          const run = results.slice(end - threshold, end);
          if (run.every((passed) => passed === run[0])) expected = run[0] ?? true;
        }
        expect(opinionAfter(results, threshold).healthy).toBe(expected);
      }),
    );
  });
});

test.each([
  [3, 0, false],
  [3, 1, true],
  [6, 1, false],
  [100, 18, false],
  [100, 19, true],
])('of %i checkers %i healthy: the endpoint is healthy %s', (count, healthy, expected) => {
  const opinions = Array.from({ length: count }, (_, index) => ({
    healthy: index < healthy,
    contrary: 0,
  }));
  expect(isHealthyToMost(opinions)).toBe(expected);
});

describe('the status of checks', () => {
  const children = ['a', 'b'];
  const status = (checks: HealthCheckSpec[], up: readonly string[]) =>
    evaluateHealth(checks, (id) => up.includes(id));
  const endpoints = children.map((id) => spec({ id }));

  test('CALCULATED with all of its children as threshold is their conjunction', () => {
    fc.assert(
      fc.property(fc.subarray(children), (up) => {
        const both = spec({ id: 'both', type: 'CALCULATED', children });
        expect(status([...endpoints, both], up).get('both')).toBe(up.length === 2);
      }),
    );
  });

  test('a threshold of 0 is always healthy, one above the children never', () => {
    const none = spec({ id: 'none', type: 'CALCULATED', children, healthThreshold: 0 });
    const many = spec({ id: 'many', type: 'CALCULATED', children, healthThreshold: 3 });
    expect(status([...endpoints, none, many], []).get('none')).toBe(true);
    expect(status([...endpoints, none, many], children).get('many')).toBe(false);
  });

  test('disabled counts as healthy, and inverted as the contrary', () => {
    const checks = [
      spec({ id: 'a', disabled: true }),
      spec({ id: 'b', inverted: true }),
      spec({ id: 'c', disabled: true, inverted: true }),
    ];
    expect([...status(checks, [])]).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
    ]);
  });

  test('a check that hangs on itself is unhealthy and does not hang', () => {
    const loop = spec({ id: 'loop', type: 'CALCULATED', children: ['loop'] });
    expect(status([loop], []).get('loop')).toBe(false);
  });
});
