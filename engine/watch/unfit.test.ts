import { expect, it } from 'vitest';
import { type DatabaseSighting, unfitDatabases } from './unfit.ts';

const active = 'us-east-1';
const east: DatabaseSighting = { region: active, role: 'primary', version: 150_020, system: '7' };
const west: DatabaseSighting = { ...east, region: 'us-west-2', role: 'standby' };

it.each<[string, readonly DatabaseSighting[], readonly (readonly [string, RegExp])[]]>([
  ['a primary and its standby', [east, west], []],
  ['13, the oldest', [{ ...west, version: 130_000 }], []],
  ['12', [{ ...west, version: 120_022 }], [['us-west-2', /Postgres 12, .* upgrade/]]],
  ['an old primary', [{ ...east, version: 96_024 }], [[active, /Postgres 9/]]],
  ['two primaries', [east, { ...west, role: 'primary' }], [['us-west-2', /beside .*rejoin/]]],
  ['another cluster', [east, { ...west, system: '8' }], [['us-west-2', /another cluster/]]],
  ['another, its primary silent', [{ ...west, system: '8' }], [['us-west-2', /another cluster/]]],
])('%s', (_, seen, flaws) => {
  const found = unfitDatabases(seen, active, east.system);
  expect(found.map(({ region }) => region)).toEqual(flaws.map(([region]) => region));
  for (const [index, [, why]] of flaws.entries()) expect(found[index]?.why).toMatch(why);
});

it('says nothing of roles while nobody may write', () => {
  expect(unfitDatabases([east, { ...west, role: 'primary' }], 'none', undefined)).toEqual([]);
});

it('says nothing of clusters while that of the primary was never seen', () => {
  expect(unfitDatabases([{ ...west, system: '8' }], active, undefined)).toEqual([]);
});
