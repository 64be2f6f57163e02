import type { Clock } from '../../engine/index.ts';
import type { Processes } from '../processes/processes.ts';
import type { SimulatedRegions } from './simulated/simulated-regions.ts';
import type { SimulationOptions } from './simulated/start.ts';
import type { Topology } from './topology.ts';

export const runtimeNames = ['embedded', 'containers', 'compose'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** One of the things that regions are made of. */
export interface Ingredient {
  readonly name: string;
  readonly version: string;
  readonly origin: string;
  /** sha256, hex. */
  readonly digest: string;
}

/** Where a run keeps its things, and by which name it is known. */
export interface RunPlace {
  readonly runId: string;
  readonly logsDir: string;
  readonly privateDir: string;
}

export interface RegionsRequest extends SimulationOptions {
  readonly topology: Topology;
  /** What names are provisioned from: another text means other names. */
  readonly namesFrom: string;
  readonly place: RunPlace;
  readonly processes: Processes;
  readonly clock: Clock;
}

/** A runtime with all at hand that regions are made of. */
export interface PreparedRuntime {
  readonly ingredients: readonly Ingredient[];
  /** Where the container engine listens that is used, for who has to end what a crash left. */
  readonly engineUrl?: string;
  /** Of regions that are up already and stay up: a run gives them back, however it ends. */
  readonly standing?: {
    /** How many drills they have served. */
    earlierRuns(): Promise<number>;
  };
  /** Throws what `startSimulated` throws, and what the runtime adds. Nothing is left then. */
  start(request: RegionsRequest): Promise<SimulatedRegions>;
}

/** What the preparation of a runtime works with. */
export interface PrepareOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
}
