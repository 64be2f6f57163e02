import type { Clock } from '../../../engine/index.ts';
import type { ReadbackEntry } from '../../journal/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';

/** Where a store is read back, and what waits are measured with. */
export interface ReadBackRequest {
  readonly regions: RunningRegions;
  /** The region that serves clients now. */
  readonly serving: string;
  readonly clock: Clock;
  /** Lower ids are of earlier runs in the same regions: what became of them is not asked. */
  readonly firstId?: number;
}

/**
 * Reads one store back in the region that serves, and wherever a copy must be the same. The first
 * entry is that of the serving region. Rejects if it cannot be read at all.
 */
export type ReadBack = (request: ReadBackRequest) => Promise<readonly ReadbackEntry[]>;

/** Why a reading holds all that there is to read, or that it does not. */
export type Completeness = Pick<ReadbackEntry, 'proof' | 'complete'>;
