import { expect, it } from 'vitest';
import { loadTopology } from '../load-topology.ts';
import { containerAddresses } from './addresses.ts';

const topology = await loadTopology('fixtures/topologies/three-brokers.yaml');
const of = (slot: number) => containerAddresses(topology, slot);

it('gives each place a network of its own, and no two slots the same', () => {
  const subnets = [1, 2, 31, 32, 60].flatMap((slot) => of(slot).places.map(of(slot).subnet));
  expect(new Set(subnets).size).toBe(subnets.length);
  expect(subnets.every((subnet) => /^198\.1[89]\.\d+\.0\/24$/.test(subnet))).toBe(true);
  expect(of(1).subnet('us-east-1')).toBe('198.18.8.0/24');
  expect(of(32).subnet('us-east-1')).toBe('198.19.0.0/24');
});

it('gives nobody an address of another: machines, links, resolvers, this machine', () => {
  const { places, regions, machine, linked, resolver, wan, rig, localBrokers } = of(7);
  const one = places.flatMap((place) => [
    ...regions.map((to) => linked(place, to)),
    resolver(place, place).host,
    wan(place),
    rig(place),
  ]);
  const all = [
    ...one,
    ...regions.flatMap((region) => localBrokers(region).map(({ host }) => host)),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain(machine('us-east-1'));
});

it('has the agents where the harness is', () => {
  expect(of(1).local('us-west-2', 'agent').host).toBe('198.18.9.254');
  expect(of(1).local('us-west-2', 'app').host).toBe('198.18.9.1');
});

it('refuses more places than a run has networks', () => {
  const vantages = Array.from({ length: 9 }, (_, index) => `place-${index}`);
  expect(() => containerAddresses({ ...topology, vantages }, 1)).toThrow(/12 places.* has 8/);
});
