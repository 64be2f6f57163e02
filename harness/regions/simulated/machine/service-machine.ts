import { join } from 'node:path';
import { type Clock, until } from '../../../../engine/index.ts';
import type { ManagedProcess } from '../../../processes/managed-process.ts';
import {
  identityOf,
  type ProcessIdentity,
  readProcess,
  signalProcess,
} from '../../../processes/process-table.ts';
import { readUsage } from '../../../processes/process-usage.ts';
import type { Processes } from '../../../processes/processes.ts';
import type { MachineUse, ServiceMachine } from '../../runtime.ts';
import { deadlines } from '../deadlines.ts';
import type { GovernorSettings } from './governor.ts';
import { readNeighbours, writeNeighbours } from './neighbours.ts';
import { UseMeter } from './use-meter.ts';

/**
 * JavaScript runs in one thread. A garbage collection of the service was seen to give 105 MiB back,
 * which must not make a full machine look as if it were not.
 */
const size: MachineUse = { cpus: 1, memoryBytes: 8 * 2 ** 30 };
const nothing: MachineUse = { cpus: 0, memoryBytes: 0 };

export interface ServiceMachineOptions {
  readonly region: string;
  readonly processes: Processes;
  readonly clock: Clock;
  /** Says who else is on it. */
  readonly neighboursFile: string;
  readonly logFile: string;
  /** The service, while it runs. */
  readonly pid: () => number | undefined;
}

/**
 * The machine of a region's service is a figure: nothing holds the service to it until others are
 * there too. Then a governor, a process of its own, gives the service that runs at that time its
 * turns of the processor. Memory is counted, and kept from nobody.
 */
export function createServiceMachine(options: ServiceMachineOptions): ServiceMachine {
  const { region, clock, neighboursFile, pid } = options;
  const meter = new UseMeter(clock);
  let governor: ManagedProcess | undefined;
  const service = () => identityNow(pid());
  const neighbours = () => readNeighbours(neighboursFile);
  const use = async (): Promise<MachineUse> => {
    const identity = service();
    if (!identity) return nothing;
    const cpus = await meter.cpus(identity);
    return { cpus, memoryBytes: readUsage(identity)?.residentBytes ?? 0 };
  };
  return {
    ...size,
    neighboursFile,
    service,
    neighbours,
    measure: (ms) => measured(clock, region, service(), ms),
    capacity: async () => {
      const [own, others] = [await use(), neighbours()];
      const usedBytes = own.memoryBytes + (others?.memoryBytes ?? 0);
      return {
        cpu: others ? 1 : Math.min(1, own.cpus / size.cpus),
        memory: Math.min(1, usedBytes / size.memoryBytes),
        instances: service() ? 1 : 0,
      };
    },
    crowd: async (others) => {
      const governed = service();
      if (!governed) throw new Error(`the service of ${region} does not run`);
      // One whose neighbours have left ends at its next look.
      if (!neighbours()) await governor?.exited;
      writeNeighbours(neighboursFile, others);
      if (governor) return;
      const started = startGovernor(options, governed);
      governor = started;
      void started.exited.then(() => {
        if (governor === started) governor = undefined;
        // It lets the service go on by itself, unless it was killed.
        signalProcess(governed, 'SIGCONT');
      });
      await begun(clock, started);
    },
  };
}

function identityNow(pid: number | undefined): ProcessIdentity | undefined {
  const row = pid === undefined ? undefined : readProcess(pid);
  return row && identityOf(row);
}

async function measured(
  clock: Clock,
  region: string,
  service: ProcessIdentity | undefined,
  ms: number,
): Promise<MachineUse> {
  const read = () => ({ atMs: clock.monotonicMs(), usage: service && readUsage(service) });
  const from = read();
  await clock.sleep(ms);
  const to = read();
  if (!from.usage || !to.usage) throw new Error(`the service of ${region} does not run`);
  const cpus = (to.usage.cpuMs - from.usage.cpuMs) / (to.atMs - from.atMs);
  return { cpus, memoryBytes: to.usage.residentBytes };
}

const program = join(import.meta.dirname, 'governor.ts');

function startGovernor(
  { region, processes, neighboursFile, logFile }: ServiceMachineOptions,
  service: ProcessIdentity,
): ManagedProcess {
  const settings: GovernorSettings = { file: neighboursFile, service };
  const started = processes.spawn({
    name: 'governor',
    region,
    command: process.execPath,
    args: [program, JSON.stringify(settings)],
    logFile,
    // It ends when this process does, however that ends.
    stdin: 'pipe',
    stdout: 'pipe',
  });
  started.stdin?.on('error', () => undefined);
  return started;
}

/** Says one line when it begins to govern. Throws if it ends, or is not there in time. */
async function begun(clock: Clock, { stdout, exited, lastLogLines }: ManagedProcess) {
  let said = false;
  let over = false;
  stdout?.once('data', () => {
    said = true;
  });
  void exited.then(() => {
    over = true;
  });
  const what = 'the governor to begin';
  await until(clock, { what, ms: deadlines.smallServerMs, everyMs: 10 }, () => said || over);
  if (!said) throw new Error(`the governor ended as it began: ${lastLogLines(5).join('\n')}`);
}
