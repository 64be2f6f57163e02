import fc from 'fast-check';
import { expect, it } from 'vitest';
import { availability } from './availability.ts';
import type { Fact, Of } from './fact.ts';

const region = 'us-east-1';
const systems = ['postgres', 'redis', 'kafka', 's3', 'etcd', 'gateway'] as const;
const fact = (of: Of, value: boolean, at = region): Fact => ({
  of,
  region: at,
  measure: of === 'gateway' ? 'healthy' : 'reachable',
  value,
  atMs: 7,
});
const up = (of: Of) => fact(of, true);
const down = (of: Of) => fact(of, false);

it.each([
  ['all of them', systems.map(up), 1],
  ['none', systems.map(down), 0],
  ['one of three known', [up('redis'), down('kafka'), down('s3')], 1 / 3],
  ['two of six', [...systems.slice(0, 2).map(up), ...systems.slice(2).map(down)], 1 / 3],
])('is the share that is up of those known: %s', (_, facts, share) => {
  const measured = { of: 'region', measure: 'availability', value: share, atMs: 7 };
  expect(availability(region, systems, facts)).toEqual({ ...measured, region });
});

it('says nothing with fewer than half known, nor of a region without systems', () => {
  expect(availability(region, systems, [down('redis'), down('kafka')])).toBeUndefined();
  expect(availability(region, [], [])).toBeUndefined();
});

it('takes no notice of other regions and of other measures', () => {
  const latency: Fact = { ...down('gateway'), measure: 'latency-p95', value: 1 };
  const facts = [...systems.map(up), latency, fact('redis', false, 'us-west-2')];
  expect(availability(region, systems, facts)?.value).toBe(1);
});

it('is never made worse by a system that comes up', () => {
  const values = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(values, fc.nat(5), (states, which) => {
      const facts = systems.map((of, index) => fact(of, states[index] ?? false));
      const better = facts.with(which, up(systems[which] ?? 'redis'));
      const [before, after] = [facts, better].map((all) => availability(region, systems, all));
      expect(after?.value).toBeGreaterThanOrEqual(Number(before?.value));
    }),
  );
});
