import { type Addresses, ports } from '../simulated/addresses.ts';
import { hosts, layOutAddresses } from '../simulated/lay-out.ts';
import type { Topology } from '../topology.ts';

/** Every address of one run on loopback, from its slot (1 to 250) alone. */
export function addressesOf(topology: Topology, slot: number): Addresses {
  const host = `127.250.${slot}.1`;
  const ip = (place: number, last: number) => `127.${10 * place}.${slot}.${last}`;
  const resolver = (vantage: number) => {
    return { host: ip(vantage, hosts.resolver), port: ports.resolver };
  };
  return layOutAddresses(topology, {
    ip,
    agent: hosts.machine,
    resolver,
    resolverListens: resolver,
    authority: { host, port: ports.resolver },
    toxiproxy: { host, port: ports.toxiproxy },
  });
}
