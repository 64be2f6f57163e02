import type { Endpoints } from '../../engine/index.ts';
import { createProcesses } from '../processes/processes.ts';
import type { Topology } from '../regions/topology.ts';
import { installWithProgress } from './install-with-progress.ts';
import type { PreparedPlan } from './prepare.ts';
import { closeRun, createRunDirectory } from './run-directory.ts';
import { type RigTools, startRegions } from './start-regions.ts';

export interface UpRequest {
  readonly root: string;
  readonly prepared: PreparedPlan;
  readonly topology: Topology;
}

/**
 * Starts regions that outlive this process, and gives their endpoints as the first region sees
 * them. If they cannot all be started nothing is left.
 */
export async function leaveRunning(request: UpRequest, tools: RigTools): Promise<Endpoints> {
  const { root, prepared, topology } = request;
  const { clock } = tools;
  const parts = await installWithProgress(tools);
  const name = { root, scenario: 'up', wallMs: clock.wallMs(), seed: 0, keep: true };
  const directory = await createRunDirectory(name);
  const processes = createProcesses({ ...directory, clock });
  try {
    const request = { topology, prepared, parts, directory, processes };
    const regions = await startRegions(request, tools);
    return regions.endpoints(topology.regions[0]?.name ?? '');
  } catch (error) {
    await processes.endAll();
    await closeRun(directory);
    throw error;
  }
}
