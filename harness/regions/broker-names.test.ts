import { expect, it } from 'vitest';
import { brokerIndex, brokersOf } from './broker-names.ts';
import type { Topology } from './topology.ts';

const topology = {
  regions: [{ name: 'a' }, { name: 'b', brokers: 3 }],
} as unknown as Topology;

it('names the brokers of a region, of which there is one unless it says more', () => {
  expect(brokersOf(topology, 'a')).toEqual(['kafka']);
  expect(brokersOf(topology, 'b')).toEqual(['kafka', 'kafka-2', 'kafka-3']);
  expect(() => brokersOf(topology, 'c')).toThrow(/no region c/);
});

it('tells brokers from other servers', () => {
  expect(['kafka', 'kafka-3', 'redis'].map(brokerIndex)).toEqual([0, 2, -1]);
});
