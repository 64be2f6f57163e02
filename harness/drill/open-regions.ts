import { createProcesses, type Processes } from '../processes/processes.ts';
import type { RuntimeName } from '../regions/prepared-runtime.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { Topology } from '../regions/topology.ts';
import { eachInTurn } from './each-in-turn.ts';
import { endRun } from './end-run.ts';
import type { PreparedPlan } from './prepare.ts';
import { prepareWithProgress } from './prepare-with-progress.ts';
import { createRunDirectory, type RunDirectory } from './run-directory.ts';
import { type RigTools, startRegions } from './start-regions.ts';

export interface OpenRequest {
  readonly root: string;
  /** Names the directory below `reports/runs`. */
  readonly scenario: string;
  readonly prepared: PreparedPlan;
  readonly topology: Topology;
  readonly runtime: RuntimeName;
  /** Path of the service's program, if it is not the usual one. */
  readonly service?: string | undefined;
}

/** Regions that are up, in a directory of their own. Disposed, they end in order. */
export interface OpenRegions extends AsyncDisposable {
  readonly directory: RunDirectory;
  readonly processes: Processes;
  readonly regions: RunningRegions;
  /** How long the start took, with every part at hand. */
  readonly startMs: number;
  /** Ends every process at once, and closes the directory. Any number of times. */
  end(): Promise<void>;
}

/** Throws what the runtime throws; nothing is left then. */
export async function openRegions(request: OpenRequest, tools: RigTools): Promise<OpenRegions> {
  const { root, scenario } = request;
  const { clock } = tools;
  const runtime = await prepareWithProgress(request.runtime, tools);
  const name = { root, scenario, wallMs: clock.wallMs(), seed: 0 };
  const directory = await createRunDirectory(name, runtime.engineUrl);
  const processes = createProcesses({ ...directory, clock });
  const end = () => endRun(directory, processes);
  try {
    const beganMs = clock.monotonicMs();
    const regions = await startRegions({ ...request, runtime, directory, processes }, tools);
    const startMs = clock.monotonicMs() - beganMs;
    const dispose = () => eachInTurn(async () => regions[Symbol.asyncDispose](), end);
    return {
      ...{ directory, processes, regions, startMs, end },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
