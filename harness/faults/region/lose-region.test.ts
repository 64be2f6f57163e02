import { expect, test } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import type { RunningRegions, ServerHandle, ServerName } from '../../regions/runtime.ts';
import type { Wan } from '../../wan/link.ts';
import type { Undo } from '../undo.ts';
import { loseRegion } from './lose-region.ts';

// What it does is worked out from data; that it is done is tested on a server and a link.
const stores = ['postgres', 'redis', 'kafka', 'kafka-2', 's3', 'etcd'];
const services = [...stores, 'gateway', 'app', 'control'];
const names: readonly ServerName[] = [
  'postgres',
  'app',
  'kafka-2',
  'etcd',
  'haproxy',
  'kafka',
  'egress',
  'localstack',
];
const links = [
  ['us-east-1', 'us-east-1'],
  ['us-west-2', 'us-east-1'],
  ['ap-south-1', 'us-east-1'],
  ['us-east-1', 'us-west-2'],
  ['ap-south-1', 'us-west-2'],
].map(([from = '', to = '']) => ({
  from,
  to,
  delayMs: 1,
  services: Object.fromEntries(services.map((name) => [name, { host: '127.0.0.1', port: 1 }])),
}));
const clean: Wan['clean'] = (from, to, carried = services) => ({
  api: { host: '127.0.0.1', port: 1 },
  proxies: carried.map((service) => ({
    name: `${from}>${to}:${service}`,
    listen: '',
    upstream: '',
    delayMs: { upstream: 1, downstream: 1 },
  })),
});
const regions = {
  wan: { links, clean },
  servers: ['us-east-1', 'us-west-2'].flatMap((region) =>
    names.map((name) => ({ region, name }) as ServerHandle),
  ),
} as unknown as RunningRegions;

const undoOf = (region: string | string[]) =>
  loseRegion.prepare({ region }, { regions, clock }).undo.toReversed();
const performed = undoOf('us-east-1');
const linksIn = (undo: readonly Undo[]) =>
  undo.flatMap((one) => (one.undo === 'restore-links' ? one.proxies.map(({ name }) => name) : []));

test('links come back first, then the servers of the region, each after what it needs', () => {
  expect(performed.map(({ undo }) => undo)).toEqual([
    ...Array(4).fill('restore-links'),
    ...Array(names.length).fill('start-server'),
  ]);
  const started = performed.filter((one) => one.undo === 'start-server');
  expect(started.map(({ region }) => region)).toEqual(names.map(() => 'us-east-1'));
  expect(started.map(({ server }) => server)).toEqual([
    'egress',
    'etcd',
    'postgres',
    'kafka',
    'kafka-2',
    'localstack',
    'app',
    'haproxy',
  ]);
});

test('its own place comes no more to it, and still to the others', () => {
  const cut = linksIn(performed);
  expect(cut).toContain('us-east-1>us-east-1:gateway');
  expect(cut).toContain('ap-south-1>us-east-1:gateway');
  expect(cut).toContain('us-west-2>us-east-1:kafka-2');
  expect(cut).toContain('us-east-1>us-west-2:etcd');
  expect(cut.filter((name) => name.startsWith('us-east-1>us-west-2'))).not.toContain(
    'us-east-1>us-west-2:gateway',
  );
  expect(cut.filter((name) => name.startsWith('ap-south-1>us-west-2'))).toEqual([]);
});

test('of several regions each kind of server comes back in all before the next in any', () => {
  const both = undoOf(['us-east-1', 'us-west-2']);
  const started = both.flatMap((one) =>
    one.undo === 'start-server' ? [`${one.server} ${one.region}`] : [],
  );
  expect(started).toHaveLength(2 * names.length);
  expect(started.slice(0, 2).toSorted()).toEqual(['egress us-east-1', 'egress us-west-2']);
  expect(started.slice(2, 4).toSorted()).toEqual(['etcd us-east-1', 'etcd us-west-2']);
  const cut = linksIn(both);
  expect(new Set(cut).size).toBe(cut.length);
  expect(cut).toContain('us-east-1>us-west-2:gateway');
  expect(cut).toContain('ap-south-1>us-west-2:gateway');
});

test('cannot be had of a region that has no server', () => {
  expect(loseRegion.available({ region: ['us-east-1', 'mars-1'] }, regions)).toMatch(/in mars-1/);
  expect(loseRegion.available({ region: 'us-east-1' }, regions)).toBe(true);
});
