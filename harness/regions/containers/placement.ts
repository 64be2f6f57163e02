import type { ServerName } from '../runtime.ts';
import type { ContainerAddresses } from './addresses.ts';
import type { ImageName } from './images/image-names.ts';

/** An address of a container's own in the network of a place. */
export interface Stand {
  readonly place: string;
  readonly ip: string;
}

/** Where a program of a run stands: on the machine of its region, or in networks of places. */
export interface Placement {
  readonly image: ImageName;
  readonly where: { readonly machineOf: string } | { readonly stands: readonly Stand[] };
  /** Its network is changed, by more addresses or by faults; servers beside it may not do so. */
  readonly changesNetwork: boolean;
  /** Addresses that it has besides, by its own: `198.18.8.100=198.18.8.101,198.18.8.102`. */
  readonly more: readonly string[];
}

/** The program that holds the network of a region's machine, whatever else comes and goes there. */
export const machineName = 'machine';

const images: Readonly<Partial<Record<string, ImageName>>> = {
  kafka: 'kafka',
  'kafka-2': 'kafka',
  'kafka-3': 'kafka',
  mirrormaker: 'kafka',
  redis: 'redis',
  localstack: 'localstack',
  haproxy: 'haproxy',
  egress: 'haproxy',
  etcd: 'etcd',
  toxiproxy: 'toxiproxy',
  // It has what machines are given addresses with.
  [machineName]: 'toxiproxy',
  app: 'service',
  cloud: 'service',
  engine: 'service',
} satisfies Partial<Record<ServerName | typeof machineName, ImageName>>;

/**
 * A server is on the machine of its region, as are its tools (`initdb`), which are in the image of
 * Postgres. Links begin, and names are answered, in all places.
 */
export function placementOf(
  addresses: ContainerAddresses,
  { name, region }: { readonly name: string; readonly region: string },
): Placement {
  const image = images[name] ?? 'postgres';
  const { places, regions, wan, resolver, machine, linked } = addresses;
  switch (name) {
    case 'toxiproxy':
      return {
        image,
        changesNetwork: true,
        where: { stands: places.map((place) => ({ place, ip: wan(place) })) },
        more: places.map((place) => {
          return `${wan(place)}=${regions.map((to) => linked(place, to)).join()}`;
        }),
      };
    case 'cloud':
      return {
        image,
        changesNetwork: false,
        where: { stands: places.map((place) => ({ place, ip: resolver(place, place).host })) },
        more: [],
      };
    case machineName:
      return {
        image,
        changesNetwork: true,
        where: { stands: [{ place: region, ip: machine(region) }] },
        more: brokersBeside(addresses, region),
      };
    default:
      return { image, changesNetwork: false, where: { machineOf: region }, more: [] };
  }
}

/** Addresses of the brokers that are not on the machine's own. */
function brokersBeside({ localBrokers, machine }: ContainerAddresses, region: string) {
  const own = machine(region);
  const others = localBrokers(region).filter(({ host }) => host !== own);
  return others.length > 0 ? [`${own}=${others.map(({ host }) => host).join()}`] : [];
}
