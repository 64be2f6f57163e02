import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../../../engine/index.ts';
import type { ManagedProcess } from '../../../processes/managed-process.ts';
import { readProcess } from '../../../processes/process-table.ts';
import { readUsage } from '../../../processes/process-usage.ts';
import { createProcesses, type Processes } from '../../../processes/processes.ts';
import { govern } from './govern.ts';
import { startBusyService } from './testing/busy-service.ts';
import { roundMs } from './turns.ts';

let runDir: string;
let processes: Processes;
let service: ManagedProcess;
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-govern-'));
  processes = createProcesses({ runId: runDir, runDir, clock });
  service = startBusyService(processes, { share: 0.5, logFile: join(runDir, 'log') });
});
afterEach(async () => {
  await processes.endAll();
  rmSync(runDir, { recursive: true });
});

const soon = (what: string, probe: () => boolean) =>
  until(clock, { what, ms: 20_000, everyMs: 5 }, probe);
const usedMs = () => readUsage(service)?.cpuMs ?? 0;
const isStopped = () => readProcess(service.pid)?.state === 'T';
const turns = async () => {
  await soon('it to be stopped', isStopped);
  const stoppedMs = clock.monotonicMs();
  const usedBeforeMs = usedMs();
  await soon('its turn', () => !isStopped());
  const goesOnMs = clock.monotonicMs();
  const usedAfterMs = usedMs();
  await soon('the end of its turn', isStopped);
  const overMs = clock.monotonicMs();
  return {
    takenMs: goesOnMs - stoppedMs,
    leftMs: overMs - goesOnMs,
    usedWhileStoppedMs: usedAfterMs - usedBeforeMs,
    usedInTurnMs: usedMs() - usedAfterMs,
  };
};

it('stops a process for one turn of each round, and gives it the other', async () => {
  await soon('its work', () => usedMs() > 300);
  const over = new AbortController();
  const governing = govern({ clock, process: service, share: () => 0.1 }, over.signal);
  for (const round of [await turns(), await turns()]) {
    expect(round.takenMs).toBeGreaterThan(0.6 * roundMs);
    expect(round.leftMs).toBeGreaterThan(0.3 * roundMs);
    expect(round.takenMs + round.leftMs).toBeLessThan(1.1 * roundMs);
    expect(round.usedWhileStoppedMs).toBeLessThanOrEqual(20);
    expect(round.usedInTurnMs).toBeGreaterThan(50);
  }
  over.abort();
  await governing;
  expect(isStopped()).toBe(false);
});

it('leaves alone a process that wants less than its share', async () => {
  const over = new AbortController();
  const governing = govern({ clock, process: service, share: () => 4 }, over.signal);
  await soon('it to be stopped at first', isStopped);
  await soon('it to go on', () => !isStopped());
  const usedBeforeMs = usedMs();
  let stops = 0;
  await soon('its work', () => {
    if (isStopped()) stops += 1;
    return usedMs() - usedBeforeMs > 0.6 * roundMs;
  });
  over.abort();
  await governing;
  expect(stops).toBe(0);
});

it('ends when nobody else is there any more, and when the process has ended', async () => {
  let share: number | undefined = 0.05;
  const { signal } = new AbortController();
  const first = govern({ clock, process: service, share: () => share }, signal);
  await soon('it to be stopped', isStopped);
  share = undefined;
  await first;
  expect(isStopped()).toBe(false);
  share = 0.05;
  const second = govern({ clock, process: service, share: () => share }, signal);
  await soon('it to be stopped once more', isStopped);
  await service.kill();
  await second;
});
