import type { Address } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import type { SpawnRequest } from '../../processes/processes.ts';

/** Starts the programs that regions are made of, wherever a runtime has them run. */
export interface Launcher {
  /** Throws AddressBusy if others listen where a server is to. */
  refuseBusy(server: string, addresses: readonly Address[]): Promise<void>;
  /** Resolves once it runs, or has run. Throws SpawnFailed. */
  launch(request: SpawnRequest): Promise<ManagedProcess>;
  /** Leaves all that runs to itself: none of it holds this process any longer. */
  release(): void;
}
