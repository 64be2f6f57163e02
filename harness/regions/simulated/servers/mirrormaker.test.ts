import { expect, it } from 'vitest';
import { addressesOf } from '../../embedded/loopback.ts';
import { loadTopology } from '../../load-topology.ts';
import type { Site } from '../site.ts';
import { mirrormaker } from './mirrormaker.ts';

const topology = await loadTopology('fixtures/topologies/three-brokers.yaml');
const site = {
  topology,
  addresses: addressesOf(topology, 7),
  parts: { kafka: { program: String, prefix: '', environment: {} } },
  privateDir: '/private',
} as unknown as Site;

function settingsOf(from: string, to: string): readonly string[] {
  const { files = {} } = mirrormaker(site, { from, to, topics: ['test-events'] });
  return Object.values(files).join('').split('\n');
}

it('reads from every broker over links, and keeps as much as its own region does', () => {
  const settings = settingsOf('us-east-1', 'us-west-2');
  expect(settings).toContain(
    'us-east-1.bootstrap.servers=127.20.7.101:9102,127.20.7.101:9112,127.20.7.101:9122',
  );
  expect(settings).toContain('us-west-2.bootstrap.servers=127.20.7.1:9092');
  expect(settings).toContain('replication.factor=1');
});

it('writes to every broker of its own region, three copies of all', () => {
  const settings = settingsOf('us-west-2', 'us-east-1');
  expect(settings).toContain(
    'us-east-1.bootstrap.servers=127.10.7.1:9092,127.10.7.12:9092,127.10.7.13:9092',
  );
  const factors = settings.filter((line) => line.includes('replication.factor='));
  expect(factors).toHaveLength(7);
  expect(factors.filter((line) => !line.endsWith('=3'))).toEqual([]);
});
