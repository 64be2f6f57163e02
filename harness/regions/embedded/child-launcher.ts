import type { Processes } from '../../processes/processes.ts';
import type { Launcher } from '../simulated/launcher.ts';
import { refuseBusy } from './busy-address.ts';

/** Programs as children of this process. */
export function childLauncher(processes: Processes): Launcher {
  return {
    refuseBusy,
    launch: async (request) => processes.spawn(request),
    release: () => processes.release(),
  };
}
