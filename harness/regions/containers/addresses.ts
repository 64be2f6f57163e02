import { type Addresses, placesOf, ports } from '../simulated/addresses.ts';
import { hosts, layOutAddresses } from '../simulated/lay-out.ts';
import type { Topology } from '../topology.ts';

/** The last number of what other runtimes do not have. */
const own = { wan: 100, operator: 253, rig: 254 } as const;

/** Places that one run can have: each takes a network of its slot's eight. */
export const networksOfSlot = 8;

/**
 * Addresses for networks that are made for one run: a part of 198.18.0.0/15, which is set aside for
 * tests of networks and is nobody's (RFC 2544). Each place has a /24.
 */
export interface ContainerAddresses extends Addresses {
  /** Of a place's network, as `198.18.9.0/24`. */
  subnet(place: string): string;
  /** This machine, as a place's containers see it. */
  rig(place: string): string;
  /** The container that the links of a place begin in. */
  wan(place: string): string;
  /** Who brings regions up that Compose keeps. */
  operator(place: string): string;
}

/** What all addresses of one of a slot's networks begin with, as `198.18.9`. */
export function networkOf(slot: number, index: number): string {
  const number = networksOfSlot * slot + index;
  return `198.${18 + (number >> 8)}.${number & 255}`;
}

/** From its slot (1 to 60) alone. Throws RangeError for a topology of more than eight places. */
export function containerAddresses(topology: Topology, slot: number): ContainerAddresses {
  const places = placesOf(topology);
  if (places.length > networksOfSlot) {
    throw new RangeError(`${places.length} places; a run in containers has ${networksOfSlot}`);
  }
  const network = (place: number) => networkOf(slot, place - 1);
  const of = (place: string) => network(places.indexOf(place) + 1);
  return {
    ...layOutAddresses(topology, {
      ip: (place, last) => `${network(place)}.${last}`,
      // The harness is on this machine, and so are the agents, which are a part of it.
      agent: own.rig,
      // One container answers for all of them, in every network: the port tells them apart.
      resolver: (vantage, from) => {
        return { host: `${network(from)}.${hosts.resolver}`, port: ports.resolver + vantage };
      },
      resolverListens: (vantage) => ({ host: '0.0.0.0', port: ports.resolver + vantage }),
      authority: { host: `${network(1)}.${hosts.resolver}`, port: ports.resolver },
      toxiproxy: { host: `${network(1)}.${own.wan}`, port: ports.toxiproxy },
    }),
    subnet: (place) => `${of(place)}.0/24`,
    rig: (place) => `${of(place)}.${own.rig}`,
    wan: (place) => `${of(place)}.${own.wan}`,
    operator: (place) => `${of(place)}.${own.operator}`,
  };
}
