import { expect, it } from 'vitest';
import { factsOf, primaryOver, regionsWith } from './observed-things.ts';

const regions = regionsWith(1_000, ['eu-west-1', 'us-east-1']);

it('has as many things as are asked for, and those of the region that is down last', () => {
  const facts = factsOf(regions, 'us-east-1', 5);
  expect(facts).toHaveLength(1_000);
  expect(new Set(facts.map(({ of, region, measure }) => `${of} ${region} ${measure}`)).size).toBe(
    1_000,
  );
  expect(facts.filter(({ value }) => value === false)).toEqual([
    { of: 'postgres', region: 'us-east-1', measure: 'reachable', value: false, atMs: 5 },
  ]);
  expect(facts.at(-1)).toMatchObject({ region: 'us-east-1', measure: 'availability' });
});

it('sees the primary once a second, up to now', () => {
  expect(primaryOver(3_000, 10_000).map(({ atMs }) => atMs)).toEqual([8_000, 9_000, 10_000]);
});
