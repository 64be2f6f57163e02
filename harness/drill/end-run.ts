import type { Processes } from '../processes/processes.ts';
import { sweepRun } from '../regions/index.ts';
import { closeRun, type RunDirectory } from './run-directory.ts';

/** Ends all that a run has started, at once, and closes its directory. Any number of times. */
export async function endRun(directory: RunDirectory, processes: Processes): Promise<void> {
  await processes.endAll();
  const { engineUrl, runId } = directory;
  if (engineUrl !== undefined) await sweepRun(engineUrl, runId);
  await closeRun(directory);
}
