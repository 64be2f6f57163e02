import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordSet } from '../../route53/zone.ts';
import { chooseRecord } from './choose-record.ts';

const weights = (...given: readonly number[]): readonly RecordSet[] =>
  given.map((weight, index) => ({
    name: 'api.semantest.test',
    type: 'A',
    ttl: 5,
    values: [`10.0.0.${index}`],
    setIdentifier: String(index),
    healthCheckId: String(index),
    weight,
  }));

/** How often each is answered, of a hundred questions evenly spread. */
function shares(records: readonly RecordSet[], unhealthy: readonly string[] = []) {
  const isHealthy = (id: string) => !unhealthy.includes(id);
  const counts: Record<string, number> = {};
  for (let share = 0; share < 1; share += 0.01) {
    const context = { location: undefined, isHealthy, targetsOf: () => [], random: () => share };
    const id = chooseRecord(records, context)?.setIdentifier ?? 'none';
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

test.each([
  ['each as often as its weight says', [3, 1], [], { 0: 75, 1: 25 }],
  ['none of weight 0 beside others', [4, 0], [], { 0: 100 }],
  ['all equally often, if every weight is 0', [0, 0], [], { 0: 50, 1: 50 }],
  ['an unhealthy one is left out', [3, 1, 1], ['0'], { 1: 50, 2: 50 }],
  ['those of weight 0 when no other is healthy', [3, 0, 0], ['0'], { 1: 50, 2: 50 }],
  ['an unhealthy one of weight 0 is left out too', [3, 0, 0], ['0', '1'], { 2: 100 }],
  ['all count as healthy when none is', [3, 1, 0], ['0', '1', '2'], { 0: 75, 1: 25 }],
  ['so too if every weight is 0', [0, 0], ['0', '1'], { 0: 50, 1: 50 }],
])('%s', (_, given, unhealthy, expected) => {
  const counted = shares(weights(...given), unhealthy);
  expect(Object.keys(counted)).toEqual(Object.keys(expected));
  // Steps of a hundredth are not exact: one question may fall on the other side of a border.
  for (const [id, count] of Object.entries(expected)) {
    expect(Math.abs((counted[id] ?? 0) - count)).toBeLessThanOrEqual(2);
  }
});

test('always answers one, and none that is unhealthy while another is healthy', () => {
  const three = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(three, fc.subarray(['0', '1', '2']), share, (given, healthy, at) => {
      const isHealthy = (id: string) => healthy.includes(id);
      const context = { location: undefined, isHealthy, targetsOf: () => [], random: () => at };
      const id = chooseRecord(weights(...given), context)?.setIdentifier ?? 'none';
      expect(healthy.length > 0 ? healthy : ['0', '1', '2']).toContain(id);
    }),
  );
});
