import type { Address } from '../../../engine/index.ts';
import { brokerIndex, brokersOf } from '../broker-names.ts';
import type { Topology } from '../topology.ts';
import {
  type Addresses,
  type LinkedService,
  linkedServices,
  placesOf,
  ports,
} from './addresses.ts';

/** The last number of each address of a place. */
export const hosts = {
  machine: 1,
  /** What answers DNS. */
  resolver: 2,
  /** The second broker of a region has the next one, and the third the one after that. */
  firstBroker: 11,
  /** The ends of the links to the places, in their order, from the next one on. */
  links: 100,
} as const;

/** What a runtime has to say about where things are. */
export interface Layout {
  /** An address of a place, by its index (from 1) and its last number. */
  ip(place: number, last: number): string;
  /** Last number of the address that the agents listen on. */
  readonly agent: number;
  /** Of a vantage, as of `Addresses`; both by their indices. */
  resolver(vantage: number, from: number): Address;
  resolverListens(vantage: number): Address;
  readonly authority: Address;
  readonly toxiproxy: Address;
}

/** Every address of one run, from its topology. */
export function layOutAddresses(topology: Topology, layout: Layout): Addresses {
  const places = placesOf(topology);
  const regions = topology.regions.map(({ name }) => name);
  const indexOf = (place: string) => {
    const index = places.indexOf(place);
    if (index < 0) throw new RangeError(`no place ${place}: known are ${places.join(', ')}`);
    return index + 1;
  };
  const ip = (place: string, last: number) => layout.ip(indexOf(place), last);
  const machine = (place: string) => ip(place, hosts.machine);
  const brokers = (region: string) => brokersOf(topology, region);
  const linked = (from: string, to: string) => ip(from, hosts.links + indexOf(to));
  const portFor = (from: string, service: LinkedService) => {
    const broker = brokerIndex(service);
    return broker < 0 ? ports[service] : 9100 + 10 * broker + indexOf(from);
  };
  const hostOf = (service: LinkedService) => {
    if (service === 'agent') return layout.agent;
    const broker = brokerIndex(service);
    return broker > 0 ? hosts.firstBroker + broker : hosts.machine;
  };
  const local = (region: string, service: LinkedService) => {
    return { host: ip(region, hostOf(service)), port: ports[service] };
  };
  const over = (from: string, to: string, service: LinkedService) => ({
    host: linked(from, to),
    port: portFor(from, service),
  });
  return {
    places,
    regions,
    machine,
    brokers,
    servicesOf: (region) =>
      linkedServices.filter((name) => brokerIndex(name) < brokers(region).length),
    linked,
    local,
    localBrokers: (region) => brokers(region).map((name) => local(region, name)),
    over,
    portFor,
    seenFrom: (region, service) =>
      Object.fromEntries(
        places.map((place) => [
          place,
          place === region ? local(region, service) : over(place, region, service),
        ]),
      ),
    seenByClients: (region, service) =>
      Object.fromEntries(places.map((place) => [place, over(place, region, service)])),
    egress: (region) => ({ host: machine(region), port: ports.egress }),
    resolver: (vantage, from) => layout.resolver(indexOf(vantage), indexOf(from)),
    resolverListens: (vantage) => layout.resolverListens(indexOf(vantage)),
    authority: layout.authority,
    toxiproxy: layout.toxiproxy,
  };
}
