import type { Crowdable, Restorable, RunningRegions } from '../runtime.ts';
import type { Addresses } from './addresses.ts';
import type { Fleet } from './fleet.ts';
import type { Site } from './site.ts';
import type { OpenWan } from './start-servers.ts';

/** Regions on this machine, with what only the operator of the machines may do. */
export interface SimulatedRegions extends RunningRegions, Restorable, Crowdable {
  readonly slot: number;
  readonly addresses: Addresses;
  readonly site: Site;
  readonly fleet: Fleet;
  readonly planName: string;
  readonly wan: OpenWan;
}
