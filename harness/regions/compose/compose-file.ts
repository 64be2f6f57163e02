import { type ContainerAddresses, containerAddresses } from '../containers/addresses.ts';
import { machineName, type Placement, placementOf } from '../containers/placement.ts';
import type { ServerName } from '../runtime.ts';
import type { Topology } from '../topology.ts';
import { serversOf } from './compose-places.ts';
import { labels, serviceNameOf } from './names.ts';

/** Where the regions keep their things, and this repository: as Compose is to read them. */
const directory = variable('BLACKSTART_REGIONS:-/var/lib/blackstart');
const repository = variable('PWD');
const knownRepository = variable('PWD:?say where the repository is');

function variable(name: string): string {
  return `\${${name}}`;
}

/**
 * A Compose file (versions 1.27 and later, and 2) of the regions of a topology: the networks of its
 * places, the machine of each region, and a place for each server, which waits to be told what to
 * run. The operator tells them, and ends when all is up.
 */
export function composeFileOf(topology: Topology): string {
  const addresses = containerAddresses(topology, 0);
  const { places, regions } = addresses;
  const own = regions.flatMap((region) => [
    machineService(addresses, region),
    ...serversOf(topology, region).map((name) => serverService(addresses, region, name)),
  ]);
  const shared = [
    serverService(addresses, 'wan', 'toxiproxy'),
    serverService(addresses, 'cloud', 'cloud'),
    operatorService(addresses),
  ];
  return `# The regions of fixtures/topologies/${topology.name}.yaml, made from it by
# npm run blackstart -- compose; README.md says how they are brought up.
x-place: &place
  init: true
  stop_signal: SIGTERM
  user: "0:0"
  working_dir: /
  healthcheck: { disable: true }
  volumes:
    - ${directory}:${directory}
    - ${knownRepository}:${repository}:ro

services:
${[...own, ...shared].join('\n')}
networks:
${places.map((place) => networkOf(addresses, place)).join('')}`;
}

function machineService(addresses: ContainerAddresses, region: string): string {
  const placement = placementOf(addresses, { name: machineName, region });
  const name = serviceNameOf(region, machineName);
  return service(name, labels(region, machineName), placement, ['sleep', 'infinity']);
}

function serverService(addresses: ContainerAddresses, region: string, name: ServerName): string {
  const place = serviceNameOf(region, name);
  const runs = ['sh', `${repository}/fixtures/compose/obey.sh`, `${directory}/orders/${place}`];
  return service(place, labels(region, name), placementOf(addresses, { name, region }), runs);
}

/** In all networks, since it asks every server whether it is ready; and it sees what runs. */
function operatorService(addresses: ContainerAddresses): string {
  const stands = addresses.places.map((place) => ({ place, ip: addresses.operator(place) }));
  const placement = {
    image: 'service',
    where: { stands },
    changesNetwork: false,
    more: [],
  } as const;
  const runs = ['node', `${repository}/harness/cli/main.ts`, 'operate'];
  const called = service('operator', labels('all', 'operator'), placement, runs);
  return `${called}    working_dir: ${repository}
    pid: host
    cap_add: [SYS_PTRACE]
    environment:
      BLACKSTART_REGIONS: ${directory}
      BLACKSTART_PLAN:
`;
}

function service(
  name: string,
  labelled: Readonly<Record<string, string>>,
  { image, where, changesNetwork, more }: Placement,
  runs: readonly string[],
): string {
  const program = more.length > 0 ? ['docker-entrypoint.sh', ...runs] : runs;
  const lines = [
    `${name}:`,
    '  <<: *place',
    `  image: blackstart/${image}`,
    '  labels:',
    ...wordsOf(labelled).map((label) => `    ${label}`),
    '  entrypoint:',
    ...program.map((word) => `    - ${word}`),
    ...(changesNetwork ? ['  cap_add: [NET_ADMIN]'] : []),
    ...(more.length > 0 ? ['  environment:', `    BLACKSTART_ADDRESSES: ${more.join(' ')}`] : []),
    ...networkingOf(where),
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}

function wordsOf(labelled: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labelled).map(([key, value]) => `${key}: ${value}`);
}

function networkingOf(where: Placement['where']): readonly string[] {
  if ('machineOf' in where) {
    return [`  network_mode: service:${serviceNameOf(where.machineOf, machineName)}`];
  }
  const stands = where.stands.map(({ place, ip }) => `    ${place}: { ipv4_address: ${ip} }`);
  return ['  networks:', ...stands];
}

function networkOf(addresses: ContainerAddresses, place: string): string {
  const [subnet, gateway] = [addresses.subnet(place), addresses.rig(place)];
  const labelled = wordsOf(labels(place, 'network'));
  return `  ${place}:
    internal: true
    labels:
${labelled.map((label) => `      ${label}\n`).join('')}    ipam:
      config:
        - { subnet: ${subnet}, gateway: ${gateway} }
`;
}
