import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import { createProcesses } from '../processes/processes.ts';
import type { Crowdable, RunningRegions } from '../regions/runtime.ts';
import { createServiceMachine } from '../regions/simulated/machine/service-machine.ts';
import { startBusyService } from '../regions/simulated/machine/testing/busy-service.ts';

export interface OneService extends AsyncDisposable {
  readonly regions: RunningRegions & Crowdable;
  readonly runDir: string;
}

/** One real process on the machine of a service, and nothing else. For tests of faults. */
export async function startOneService(clock: Clock): Promise<OneService> {
  const runDir = mkdtempSync(join(tmpdir(), 'blackstart-faults-'));
  const processes = createProcesses({ runId: runDir, runDir, clock });
  const service = startBusyService(processes, { share: 0.3, logFile: join(runDir, 'log') });
  const machine = createServiceMachine({
    ...{ region: service.region, processes, clock },
    neighboursFile: join(runDir, 'neighbours.json'),
    logFile: join(runDir, 'governor.log'),
    pid: () => service.pid,
  });
  const regions = {
    wan: { links: [], differences: async () => [] },
    servers: [],
    endpoints: () => ({ regions: {} }),
    serviceMachine: () => machine,
  } as unknown as RunningRegions & Crowdable;
  return {
    regions,
    runDir,
    [Symbol.asyncDispose]: async () => {
      await processes.endAll();
      rmSync(runDir, { recursive: true });
    },
  };
}
