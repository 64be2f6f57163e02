import { expect, it } from 'vitest';
import { loadTopology } from '../load-topology.ts';
import { containerAddresses } from './addresses.ts';
import { placementOf } from './placement.ts';

const topology = await loadTopology('fixtures/topologies/three-brokers.yaml');
const addresses = containerAddresses(topology, 1);
const placed = (name: string, region: string) => placementOf(addresses, { name, region });

it('has servers, their tools and controllers share the machine of their region', () => {
  const beside = { where: { machineOf: 'us-east-1' }, changesNetwork: false, more: [] };
  expect(placed('kafka-2', 'us-east-1')).toEqual({ image: 'kafka', ...beside });
  expect(placed('initdb', 'us-east-1')).toEqual({ image: 'postgres', ...beside });
  expect(placed('engine', 'us-east-1')).toEqual({ image: 'service', ...beside });
});

it('gives a machine the addresses of the brokers that are on none of their own', () => {
  expect(placed('machine', 'us-east-1')).toMatchObject({
    where: { stands: [{ place: 'us-east-1', ip: '198.18.8.1' }] },
    more: ['198.18.8.1=198.18.8.12,198.18.8.13'],
  });
  expect(placed('machine', 'us-west-2').more).toEqual([]);
});

it('has links begin in every place, one at the address of each region', () => {
  const { where, more } = placed('toxiproxy', 'wan');
  expect(where).toMatchObject({ stands: addresses.places.map((place) => ({ place })) });
  expect(more[0]).toBe('198.18.8.100=198.18.8.101,198.18.8.102,198.18.8.103');
});
