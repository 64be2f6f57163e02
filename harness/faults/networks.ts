import type { Networked, RunningRegions } from '../regions/runtime.ts';
import { FaultRefused } from './fault.ts';

const why = 'in this runtime all servers share the network of this machine, which stays whole';

/** True, or why nothing can be broken below TCP. */
export function areNetworked(regions: RunningRegions & Partial<Networked>): true | string {
  return regions.networks ? true : why;
}

/** Throws FaultRefused where `areNetworked` is not true. */
export function networksOf(
  fault: string,
  { networks }: RunningRegions & Partial<Networked>,
): Networked['networks'] {
  if (!networks) throw new FaultRefused(fault, why);
  return networks;
}
