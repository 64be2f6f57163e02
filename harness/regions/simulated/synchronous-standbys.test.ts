import { expect, it } from 'vitest';
import { loadTopology } from '../load-topology.ts';
import { synchronousStandbyNames } from './synchronous-standbys.ts';

const of = (name: string) => loadTopology(`fixtures/topologies/${name}.yaml`);

it('has every region wait for any one of the others, by the names they stream under', async () => {
  const topology = await of('synchronous-standbys');
  const names = topology.regions.map(({ name }) => synchronousStandbyNames(topology, name));
  expect(names).toEqual([
    'ANY 1 (us_west_2, eu_west_1)',
    'ANY 1 (us_east_1, eu_west_1)',
    'ANY 1 (us_east_1, us_west_2)',
  ]);
});

it('has nobody wait in the usual regions', async () => {
  expect(synchronousStandbyNames(await of('three-regions'), 'us-east-1')).toBe('');
});
