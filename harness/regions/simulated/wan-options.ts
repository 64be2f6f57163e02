import type { WanOptions } from '../../wan/create-wan.ts';
import type { Addresses } from './addresses.ts';
import type { Site } from './site.ts';

/** How the links of a run are laid. */
export function wanOptions({ addresses, topology, clock }: Site): WanOptions {
  return { api: addresses.toxiproxy, topology, clock, paths: pathsOf(addresses) };
}

const pathsOf =
  (addresses: Addresses): WanOptions['paths'] =>
  (from, to) =>
    Object.fromEntries(
      addresses.servicesOf(to).map((service) => [
        service,
        {
          listen: addresses.over(from, to, service),
          upstream: {
            host: addresses.local(to, service).host,
            port: addresses.portFor(from, service),
          },
        },
      ]),
    );
