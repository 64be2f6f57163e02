import type { Clock } from '../../engine/index.ts';
import type { RunningRegions } from './runtime.ts';

/** The regions of the contract's topology, by what they are at first. */
export const [active, standby, cold] = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;

/** What the contract's tests share. */
export interface Context {
  readonly clock: Clock;
  regions(): RunningRegions;
  eventually(what: string, probe: () => Promise<boolean>): Promise<true>;
}
