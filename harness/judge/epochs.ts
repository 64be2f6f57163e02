import type { Journal } from '../journal/index.ts';
import { isAcknowledgedWrite } from './failover.ts';

/** The first acknowledgement of a write in an epoch, by one region. */
export interface EpochStart {
  readonly epoch: number;
  readonly region: string | undefined;
  readonly firstMs: number;
}

/** By epoch, then by time. Writes that say no epoch are left out. */
export function epochStartsOf({ operations }: Journal): EpochStart[] {
  const firstOfClass = new Array<number>(operations.classes.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < operations.length; i += 1) {
    const index = operations.classIndex(i);
    if (operations.endMs(i) < (firstOfClass[index] as number))
      firstOfClass[index] = operations.endMs(i);
  }
  const starts = new Map<string, EpochStart>();
  for (const [index, facts] of operations.classes.entries()) {
    const { epoch, region } = facts;
    if (epoch === undefined || !isAcknowledgedWrite(facts)) continue;
    const firstMs = firstOfClass[index] as number;
    const key = `${epoch}\n${region ?? ''}`;
    if (firstMs < (starts.get(key)?.firstMs ?? Number.POSITIVE_INFINITY))
      starts.set(key, { epoch, region, firstMs });
  }
  return [...starts.values()].sort((a, b) => a.epoch - b.epoch || a.firstMs - b.firstMs);
}

/** For each epoch, when the first acknowledgement of any newer one was; infinity if never. */
export function newerSince(starts: readonly EpochStart[]): ReadonlyMap<number, number> {
  const since = new Map<number, number>();
  for (const { epoch } of starts) {
    const newer = starts.filter((start) => start.epoch > epoch);
    since.set(epoch, Math.min(Number.POSITIVE_INFINITY, ...newer.map((start) => start.firstMs)));
  }
  return since;
}
