import type { Processes } from '../processes/processes.ts';
import { sweepRun } from '../regions/index.ts';
import { eachInTurn } from './each-in-turn.ts';
import { closeRun, type RunDirectory } from './run-directory.ts';

/** Ends all that a run has started, at once, and closes its directory. Any number of times. */
export async function endRun(directory: RunDirectory, processes: Processes): Promise<void> {
  const { engineUrl, runId } = directory;
  const sweep = async () => void (engineUrl && (await sweepRun(engineUrl, runId)));
  await eachInTurn(() => processes.endAll(), sweep);
  // Not before nothing is left: an open run is one that `heal` looks at.
  await closeRun(directory);
}
