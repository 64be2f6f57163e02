import { brokersOf } from '../broker-names.ts';
import type { ServerName } from '../runtime.ts';
import type { Topology } from '../topology.ts';
import { serviceNameOf } from './names.ts';

/** The servers of a region, in the order in which the Compose file has them. */
export function serversOf(topology: Topology, region: string): readonly ServerName[] {
  const mirrored = topology.mirrors.some(({ to }) => to === region);
  return [
    ...(['postgres', 'redis'] as const),
    ...brokersOf(topology, region),
    ...(mirrored ? (['mirrormaker'] as const) : []),
    ...(['localstack', 'etcd', 'egress', 'haproxy', 'app'] as const),
  ];
}

/** The places of all servers of a topology, by their names. */
export function placesIn(topology: Topology): ReadonlySet<string> {
  const ofRegions = topology.regions.flatMap(({ name }) =>
    serversOf(topology, name).map((server) => serviceNameOf(name, server)),
  );
  return new Set([
    ...ofRegions,
    serviceNameOf('wan', 'toxiproxy'),
    serviceNameOf('cloud', 'cloud'),
  ]);
}
