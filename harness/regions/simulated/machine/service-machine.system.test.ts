import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../../../engine/index.ts';
import { endRecorded } from '../../../processes/end-recorded.ts';
import type { ManagedProcess } from '../../../processes/managed-process.ts';
import { readUnended } from '../../../processes/process-record.ts';
import { isAlive, type ProcessIdentity, readProcess } from '../../../processes/process-table.ts';
import { createProcesses, type Processes } from '../../../processes/processes.ts';
import type { ServiceMachine } from '../../runtime.ts';
import { createServiceMachine } from './service-machine.ts';
import { startBusyService } from './testing/busy-service.ts';
import { roundMs } from './turns.ts';

let runDir: string;
let processes: Processes;
let service: ManagedProcess;
let machine: ServiceMachine;
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-machine-'));
  processes = createProcesses({ runId: runDir, runDir, clock });
  service = startBusyService(processes, { share: 0.3, logFile: join(runDir, 'log') });
  machine = machineOf(() => service.pid);
});
afterEach(async () => {
  await processes.endAll();
  await endRecorded(runDir, runDir, { clock });
  rmSync(runDir, { recursive: true });
});

const machineOf = (pid: () => number | undefined) =>
  createServiceMachine({
    ...{ region: 'us-east-1', processes, clock, pid },
    neighboursFile: join(runDir, 'neighbours.json'),
    logFile: join(runDir, 'governor.log'),
  });
const soon = (what: string, probe: () => boolean) =>
  until(clock, { what, ms: 20_000, everyMs: 2 }, probe);
const isStopped = ({ pid }: ProcessIdentity) => readProcess(pid)?.state === 'T';
const governor = () => readUnended(runDir).find(({ name }) => name === 'governor');
/** They leave a third of what the service wants. */
const crowded = { leaveCpus: 0.1, memoryBytes: 7.5 * 2 ** 30 };

/** It is stopped no more, for longer than a round. */
async function goesOn(process: ProcessIdentity): Promise<void> {
  const stopped: boolean[] = [];
  await soon('it to go on', () => !isStopped(process));
  const untilMs = clock.monotonicMs() + 1.2 * roundMs;
  await soon('a round', () => {
    stopped.push(isStopped(process));
    return clock.monotonicMs() > untilMs;
  });
  expect(stopped).not.toContain(true);
}

it('tells what its service takes of it, and that it has none', async () => {
  const { cpus, memoryBytes } = await machine.measure(1_000);
  expect(cpus).toBeGreaterThan(0.05);
  const { memory, instances } = await machine.capacity();
  expect(instances).toBe(1);
  expect(memory).toBeCloseTo(memoryBytes / machine.memoryBytes, 2);
  expect(governor()).toBeUndefined();
  const empty = machineOf(() => undefined);
  expect(await empty.capacity()).toEqual({ cpu: 0, memory: 0, instances: 0 });
  await expect(empty.crowd(crowded)).rejects.toThrow(/does not run/);
});

it('is full while others are there, and its service is stopped for them', async () => {
  await machine.crowd(crowded);
  await soon('it to be stopped', () => isStopped(service));
  const { cpu, memory } = await machine.capacity();
  expect(cpu).toBe(1);
  expect(memory).toBeGreaterThan(0.9);
  rmSync(machine.neighboursFile);
  await soon('the end of the governor', () => governor() === undefined);
  await goesOn(service);
  expect((await machine.capacity()).memory).toBeLessThan(0.9);
});

it('has others again after they left, and more of them while they are there', async () => {
  for (const leaveCpus of [0.1, 0.05]) {
    await machine.crowd({ ...crowded, leaveCpus });
    await soon('it to be stopped', () => isStopped(service));
  }
  expect(machine.neighbours()).toEqual({ ...crowded, leaveCpus: 0.05 });
  rmSync(machine.neighboursFile);
  await machine.crowd(crowded);
  await soon('it to be stopped once more', () => isStopped(service));
  expect(readUnended(runDir).filter(({ name }) => name === 'governor')).toHaveLength(1);
});

it('does not leave its service stopped when the governor is killed', async () => {
  await machine.crowd(crowded);
  await soon('it to be stopped', () => isStopped(service));
  const found = governor();
  if (!found) throw new Error('expected a governor');
  process.kill(found.pid, 'SIGKILL');
  await soon('the end of the governor', () => governor() === undefined);
  await goesOn(service);
});

const here = import.meta.dirname;
const parent = `
  const { createProcesses } = await import('${join(here, '../../../processes/processes.ts')}');
  const { systemClock: clock } = await import('${join(here, '../../../../engine/index.ts')}');
  const { createServiceMachine } = await import('${join(here, 'service-machine.ts')}');
  const [, runDir, pid, cpus] = process.argv;
  const processes = createProcesses({ runId: runDir, runDir, clock });
  const machine = createServiceMachine({
    region: 'us-east-1', processes, clock, pid: () => Number(pid),
    neighboursFile: runDir + '/neighbours.json', logFile: runDir + '/governor.log',
  });
  await machine.crowd({ leaveCpus: Number(cpus), memoryBytes: 0 });
  setInterval(() => undefined, 1000);
`;

it('does not leave its service stopped when the harness is killed', async () => {
  const harness = processes.spawn({
    ...{ name: 'harness', region: 'us-east-1', logFile: join(runDir, 'harness.log') },
    command: process.execPath,
    args: ['--input-type=module', '-e', parent, runDir, String(service.pid), '0.1'],
  });
  await soon('it to be stopped', () => isStopped(service));
  const found = governor();
  if (!found) throw new Error('expected a governor');
  process.kill(harness.pid, 'SIGKILL');
  await soon('the end of the governor', () => !isAlive(found));
  await goesOn(service);
});
