import type { Processes } from '../processes/processes.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import { keepRun, type RunDirectory } from './run-directory.ts';

export interface Leaving {
  readonly directory: RunDirectory;
  readonly processes: Processes;
  readonly regions: RunningRegions;
}

/** Lets this process end while the regions run on until `down`; they are not to be used after. */
export async function leaveRegions({ directory, processes, regions }: Leaving): Promise<void> {
  await regions.release();
  await keepRun(directory);
  processes.release();
}
