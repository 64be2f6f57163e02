import { type Address, addressFrom, brokersFrom } from '../../../engine/index.ts';
import { brokerIndex } from '../../regions/broker-names.ts';
import type { RunningRegions, ServerHandle, ServerName } from '../../regions/runtime.ts';
import type { FaultContext } from '../fault.ts';
import { type Answer, askService } from '../path-probe.ts';

const serviceOf: Partial<Record<ServerName, 'postgres' | 'redis' | 's3' | 'gateway' | 'etcd'>> = {
  postgres: 'postgres',
  redis: 'redis',
  localstack: 's3',
  haproxy: 'gateway',
  etcd: 'etcd',
};

/** The server of that name, or undefined if these regions have none. */
export function findServer(
  regions: RunningRegions,
  region: string,
  name: ServerName,
): ServerHandle | undefined {
  return regions.servers.find((server) => server.region === region && server.name === name);
}

/** Asks a server as its neighbours in the region do; undefined if nobody connects to it. */
export async function askServer(
  { regions, clock }: FaultContext,
  region: string,
  name: ServerName,
): Promise<Answer | undefined> {
  const found = pathTo(regions, region, name);
  return found && (await askService(clock, found.service, found.address));
}

function pathTo(
  regions: RunningRegions,
  region: string,
  name: ServerName,
): { service: string; address: Address } | undefined {
  const endpoints = regions.endpoints(region).regions[region];
  const broker = brokerIndex(name);
  if (broker >= 0) {
    const address = endpoints && brokersFrom(region, endpoints.kafka)[broker];
    return address && { service: 'kafka', address };
  }
  const service = serviceOf[name];
  if (service) {
    const seenFrom = endpoints?.[service].seenFrom;
    return seenFrom && { service, address: addressFrom(region, seenFrom) };
  }
  // Clients reach the service itself over the link of a place to its own region.
  const link = regions.wan.links.find((one) => one.from === region && one.to === region);
  const address = link?.services[name];
  return address && { service: name, address };
}
