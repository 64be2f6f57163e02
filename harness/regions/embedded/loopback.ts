import { brokerIndex, brokersOf } from '../broker-names.ts';
import {
  type Addresses,
  type LinkedService,
  linkedServices,
  placesOf,
  ports,
} from '../simulated/addresses.ts';
import type { Topology } from '../topology.ts';

/** Every address of one run on loopback, from its slot (1 to 250) alone. */
export function addressesOf(topology: Topology, slot: number): Addresses {
  const places = placesOf(topology);
  const regions = topology.regions.map(({ name }) => name);
  const indexOf = (place: string) => {
    const index = places.indexOf(place);
    if (index < 0) throw new RangeError(`no place ${place}: known are ${places.join(', ')}`);
    return index + 1;
  };
  const ip = (place: string, last: number) => `127.${10 * indexOf(place)}.${slot}.${last}`;
  const machine = (place: string) => ip(place, 1);
  const brokers = (region: string) => brokersOf(topology, region);
  const linked = (from: string, to: string) => ip(from, 100 + indexOf(to));
  const portFor = (from: string, service: LinkedService) => {
    const broker = brokerIndex(service);
    return broker < 0 ? ports[service] : 9100 + 10 * broker + indexOf(from);
  };
  const local = (region: string, service: LinkedService) => {
    const broker = brokerIndex(service);
    return { host: ip(region, broker > 0 ? 11 + broker : 1), port: ports[service] };
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
    resolver: (vantage) => ({ host: ip(vantage, 2), port: ports.resolver }),
    authority: { host: `127.250.${slot}.1`, port: ports.resolver },
    toxiproxy: { host: `127.250.${slot}.1`, port: ports.toxiproxy },
  };
}
