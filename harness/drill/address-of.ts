import { type Address, addressFrom } from '../../engine/index.ts';
import type { RunningRegions } from '../regions/runtime.ts';

/**
 * Where a place finds a server of a region: directly at home, over the link from elsewhere. Throws
 * RangeError if the topology has no such region, or no path to it.
 */
export function addressOf(
  regions: RunningRegions,
  place: string,
  region: string,
  server: 'redis' | 's3' | 'etcd',
): Address {
  const endpoint = regions.endpoints(place).regions[region]?.[server];
  if (!endpoint) throw new RangeError(`the topology has no ${server} in ${region}`);
  return addressFrom(place, endpoint.seenFrom);
}
