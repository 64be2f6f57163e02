import { createProcesses } from '../processes/processes.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { Topology } from '../regions/topology.ts';
import { installWithProgress } from './install-with-progress.ts';
import { leaveRegions } from './leave-regions.ts';
import type { PreparedPlan } from './prepare.ts';
import { closeRun, createRunDirectory } from './run-directory.ts';
import { type RigTools, startRegions } from './start-regions.ts';

export interface RegionsRequest {
  readonly root: string;
  /** Names the directory of the run below `reports/runs`. */
  readonly scenario: string;
  readonly prepared: PreparedPlan;
  readonly topology: Topology;
  /** Leave them running when the work is done; if anything throws they are ended all the same. */
  readonly keep?: boolean;
}

/** Starts regions, works with them, and ends them; tells the work how long the start took. */
export async function withRegions<T>(
  request: RegionsRequest,
  tools: RigTools,
  work: (regions: RunningRegions, startMs: number) => Promise<T>,
): Promise<T> {
  const { root, scenario, keep = false } = request;
  const { clock } = tools;
  const parts = await installWithProgress(tools);
  const directory = await createRunDirectory({ root, scenario, wallMs: clock.wallMs(), seed: 0 });
  const processes = createProcesses({ ...directory, clock });
  const end = async () => {
    await processes.endAll();
    await closeRun(directory);
  };
  try {
    const beganMs = clock.monotonicMs();
    const regions = await startRegions({ ...request, parts, directory, processes }, tools);
    const result = await work(regions, clock.monotonicMs() - beganMs);
    if (keep) {
      tools.signal.throwIfAborted();
      await leaveRegions({ directory, processes, regions });
    } else {
      await regions[Symbol.asyncDispose]();
      await end();
    }
    return result;
  } catch (error) {
    await end();
    throw error;
  }
}
