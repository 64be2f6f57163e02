import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { systemClock as clock } from '../../../engine/index.ts';
import { containerAddresses } from '../containers/addresses.ts';
import { containerParts } from '../containers/container-parts.ts';
import { loadTopology } from '../load-topology.ts';
import { newAccounts } from '../simulated/accounts.ts';
import type { Launcher } from '../simulated/launcher.ts';
import { nobody } from '../simulated/make-site.ts';
import type { Site } from '../simulated/site.ts';
import { fleetOf } from '../simulated/start.ts';
import { composeFileOf } from './compose-file.ts';
import { placesIn } from './compose-places.ts';
import { COMPOSE_FILE, labels, serviceNameOf } from './names.ts';

const root = join(import.meta.dirname, '../../..');
const topology = await loadTopology(join(root, 'fixtures/topologies/three-regions.yaml'));
const text = readFileSync(join(root, COMPOSE_FILE), 'utf8');
const { services, networks } = parse(text, { merge: true });

it('is what the topology says, to the letter', () => {
  expect(text).toBe(composeFileOf(topology));
});

it('has a place for each server, a machine for each region and a network for each place', () => {
  const machines = topology.regions.map(({ name }) => `${name}-machine`);
  const all = [...placesIn(topology), ...machines, 'operator'];
  expect(Object.keys(services).toSorted()).toEqual(all.toSorted());
  const { places, subnet, rig } = containerAddresses(topology, 0);
  expect(networks).toEqual(
    Object.fromEntries(
      places.map((place) => [
        place,
        {
          ...{ internal: true, labels: labels(place, 'network') },
          ipam: { config: [{ subnet: subnet(place), gateway: rig(place) }] },
        },
      ]),
    ),
  );
});

it('has all the servers that are started', () => {
  const nowhere = '/nonexistent';
  const site: Site = {
    ...{ topology, clock, addresses: containerAddresses(topology, 0), unprivileged: nobody },
    ...{
      accounts: newAccounts(),
      parts: containerParts({}),
      privateDir: nowhere,
      logsDir: nowhere,
    },
  };
  const launcher: Launcher = {
    launch: () => Promise.reject(new Error('nothing is started')),
    refuseBusy: async () => undefined,
    release: () => undefined,
  };
  const { servers } = fleetOf(site, launcher, {
    ...{ planName: 'plan', leaseTtlMs: 1, dependencyTimeoutMs: 1 },
    cloud: { zone: 'zone.test', timeScale: 1, propagation: { pollMs: 1, delayMs: 0 } },
  });
  const all = servers.map(({ region, name }) => serviceNameOf(region, name));
  expect(all.toSorted()).toEqual([...placesIn(topology)].toSorted());
});

it('puts the servers of a region on its machine, and links into all places', () => {
  expect(services['us-west-2-postgres'].network_mode).toBe('service:us-west-2-machine');
  expect(services['us-west-2-machine'].networks).toEqual({
    'us-west-2': { ipv4_address: containerAddresses(topology, 0).machine('us-west-2') },
  });
  expect(Object.keys(services['wan-toxiproxy'].networks)).toHaveLength(4);
  expect(services['wan-toxiproxy'].cap_add).toEqual(['NET_ADMIN']);
  expect(services['us-west-2-postgres'].cap_add).toBeUndefined();
});
