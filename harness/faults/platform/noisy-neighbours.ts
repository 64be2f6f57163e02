import { z } from 'zod';
import { until } from '../../../engine/index.ts';
import { readProcess } from '../../processes/process-table.ts';
import type { Crowdable, RunningRegions, ServiceMachine } from '../../regions/runtime.ts';
import { deadlines } from '../deadlines.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { askServer } from '../process/server-path.ts';

/** A machine of which more than this is in use has nothing left. */
const exhausted = 0.9;

const parameters = z.strictObject({
  region: z.string(),
  /** Share of the processor time that the service used until then which they leave to it. */
  leave: z.number().gt(0).lt(1),
  /** How full the machine's memory is with them, as a share. */
  memory: z.number().gt(exhausted).max(1),
});

/**
 * Others take up the machine of a region's service: when it has used its share of the processor,
 * they have it for a long turn, in which the service is truly stopped. A service that has little to
 * do is left alone. That they fill the memory too is only counted.
 */
export const noisyNeighbours: Fault<typeof parameters> = {
  name: 'noisy-neighbours',
  breaks: 'others take the processor of a service’s machine, and count as its memory',
  layer: 'process',
  parameters,
  available: ({ region }, regions) => {
    const found = machineIn(regions, region);
    return typeof found === 'string' ? found : true;
  },
  prepare: ({ region, leave, memory }, context) => {
    const { regions, clock } = context;
    const machine = machineIn(regions, region);
    if (typeof machine === 'string') throw new FaultRefused('noisy-neighbours', machine);
    const service = machine.service();
    if (!service) {
      throw new FaultRefused('noisy-neighbours', `the service of ${region} does not run`);
    }
    const isStopped = () => readProcess(service.pid)?.state === 'T';
    const isHeld = () => {
      const held = { what: 'it to be stopped', ms: deadlines.heldMs, everyMs: 5 };
      return until(clock, held, isStopped).catch(() => false);
    };
    return {
      target: `the machine of the service in ${region}`,
      undo: [
        { undo: 'send-away', neighboursFile: machine.neighboursFile, process: { ...service } },
      ],
      apply: async () => {
        const used = await machine.measure(deadlines.measureMs);
        await machine.crowd({
          leaveCpus: used.cpus * leave,
          memoryBytes: Math.max(0, machine.memoryBytes * memory - used.memoryBytes),
        });
      },
      broken: async () => {
        if (!machine.neighbours()) return false;
        const inUse = await machine.capacity();
        return inUse.cpu > exhausted && inUse.memory > exhausted && (await isHeld());
      },
      sound: async () => {
        if (machine.neighbours() || isStopped()) return false;
        const answer = await askServer(context, region, 'app');
        return answer === undefined || answer === 'answered';
      },
    };
  },
};

/** The machine of that region's service, or why there is none that could be shared. */
function machineIn(
  regions: RunningRegions & Partial<Crowdable>,
  region: string,
): ServiceMachine | string {
  if (!regions.serviceMachine) return 'no service has a machine here that could be shared';
  try {
    return regions.serviceMachine(region);
  } catch (error) {
    return (error as Error).message;
  }
}
