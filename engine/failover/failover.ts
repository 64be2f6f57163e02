import type { World } from './world.ts';

/** One failover on its way. The target is confirmed, or chosen anew, when it is promoted. */
export interface Failover {
  readonly world: World;
  readonly from: string;
  readonly epoch: number;
  target: string;
  /** Tells the record that another region than the decided one is the target. */
  readonly retarget: (region: string) => void;
}
