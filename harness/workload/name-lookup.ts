import type { LookupFunction } from 'node:net';
import { type Address, resolveAt } from '../../engine/index.ts';

export class LookupFailed extends Error {
  override readonly name = 'LookupFailed';
  readonly code: 'DNS' | 'NO_ROUTE';

  constructor(code: 'DNS' | 'NO_ROUTE', message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export interface VantageNetwork {
  readonly resolver: Address;
  /** Region's own address to the address of this vantage's link to it. */
  readonly routes: Readonly<Record<string, string>>;
}

/**
 * How a connection of a vantage finds its way: its resolver is asked anew for every connection
 * (the caching is the resolver's), once and within `timeoutMs`; then the answer takes the link
 * that this vantage's packets would take. Throws LookupFailed.
 */
export async function findLink(
  { resolver, routes }: VantageNetwork,
  name: string,
  timeoutMs: number,
): Promise<string> {
  const [address] = await resolveAt(resolver, name, timeoutMs).catch((cause: unknown) => {
    throw new LookupFailed('DNS', `${resolver.host} does not resolve ${name}`, cause);
  });
  const link = address && routes[address];
  if (!link) throw new LookupFailed('NO_ROUTE', `${name} is ${address}, to which no link leads`);
  return link;
}

/** `findLink` for connections of Node. Only IPv4: to be used with `family: 4`. */
export function lookupAt(network: VantageNetwork, timeoutMs: number): LookupFunction {
  return (name, _options, callback) => {
    findLink(network, name, timeoutMs).then(
      (address) => callback(null, address, 4),
      (error: LookupFailed) => callback(error, '', 4),
    );
  };
}
