import type { Operable, RunningRegions } from '../../regions/runtime.ts';

/** Whether there is an engine that can be asked for something. */
export function isOperable(regions: RunningRegions): regions is RunningRegions & Operable {
  return 'ask' in regions;
}
