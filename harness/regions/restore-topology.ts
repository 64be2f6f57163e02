import type { Clock } from '../../engine/index.ts';
import type { Restorable, RunningRegions } from './runtime.ts';

export class NotRestorable extends Error {
  override readonly name = 'NotRestorable';
  readonly code = 'NOT_RESTORABLE';
  readonly exitCode = 4;

  constructor({ topology }: RunningRegions) {
    super(`the machines of ${topology.name} are not the harness's own: bring it back by hand`);
  }
}

/** Brings the first topology back. Throws NotRestorable if the runtime cannot. */
export async function restoreTopology(regions: RunningRegions, clock: Clock): Promise<void> {
  await restorable(regions).restore(clock);
}

/** How the present topology differs from the first, a sentence each. Throws NotRestorable. */
export function topologyDifferences(regions: RunningRegions): Promise<readonly string[]> {
  return restorable(regions).differences();
}

function restorable(regions: RunningRegions): Restorable {
  if ('restore' in regions && 'differences' in regions)
    return regions as typeof regions & Restorable;
  throw new NotRestorable(regions);
}
