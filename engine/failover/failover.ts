import type { Known } from '../decide/decide.ts';
import type { World } from './world.ts';

/** One failover on its way. The target is confirmed, or chosen anew, when it is promoted. */
export interface Failover {
  readonly world: World;
  /** The plan's name for what it is an answer to, or what an operator asked for. */
  readonly trigger: string;
  readonly from: string;
  readonly epoch: number;
  target: string;
  /** What was known when it was decided; undefined where an operator has asked for it. */
  readonly known?: Known | undefined;
  /** Systems of a region that a target needs and that are down, as this controller sees it now. */
  readonly down: (region: string) => readonly string[];
  /** Whether a target was told to lead already, maybe by a controller before this one. */
  readonly committed: () => boolean;
  /** Regions that were not told to leave the old side, maybe by a controller before this one. */
  readonly untold: () => readonly string[];
  readonly leftUntold: (regions: readonly string[]) => Promise<void>;
  /** Whether the target has all of the old database, maybe by a controller before this one. */
  readonly drained: () => boolean;
  /** Durably: this region is told to lead, and there is no way back. */
  readonly commit: (region: string) => Promise<void>;
}

/** What a failover asks and keeps, where its steps are only made and none is run. */
export const onlyPlanned: Pick<
  Failover,
  'down' | 'committed' | 'untold' | 'leftUntold' | 'drained' | 'commit'
> = {
  down: () => [],
  committed: () => false,
  untold: () => [],
  leftUntold: async () => {},
  drained: () => false,
  commit: async () => {},
};
