import { expect, it } from 'vitest';
import { loadTopology } from '../load-topology.ts';
import { addressesOf } from './loopback.ts';

const of = (name: string) => loadTopology(`fixtures/topologies/${name}.yaml`);
const usual = addressesOf(await of('three-regions'), 7);
const several = addressesOf(await of('three-brokers'), 7);

it('gives each broker a machine of its own, and the first that of its region', () => {
  expect(several.localBrokers('us-east-1')).toEqual([
    { host: '127.10.7.1', port: 9092 },
    { host: '127.10.7.12', port: 9092 },
    { host: '127.10.7.13', port: 9092 },
  ]);
  expect(several.localBrokers('us-west-2')).toEqual([{ host: '127.20.7.1', port: 9092 }]);
  expect(several.local('us-east-1', 'kafka')).toEqual(usual.local('us-east-1', 'kafka'));
});

it('leads to each of them over a link of its own, from every place', () => {
  const ends = several.places.flatMap((place) =>
    several.brokers('us-east-1').map((broker) => {
      const { host, port } = several.over(place, 'us-east-1', broker);
      return `${host}:${port}`;
    }),
  );
  expect(new Set(ends).size).toBe(3 * several.places.length);
  expect(ends).toContain('127.40.7.101:9124');
  expect(several.portFor('ap-south-1', 'kafka-3')).toBe(9124);
});

it('has no services of brokers that a region lacks', () => {
  const brokers = (region: string) =>
    several.servicesOf(region).filter((service) => service.startsWith('kafka'));
  expect(brokers('us-east-1')).toEqual(['kafka', 'kafka-2', 'kafka-3']);
  expect(brokers('us-west-2')).toEqual(['kafka']);
  expect(several.servicesOf('us-west-2')).toEqual(usual.servicesOf('us-east-1'));
});
