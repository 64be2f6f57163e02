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

/** How many processors it uses from now until it has used so much. */
async function cpusUntilUsed(ms: number): Promise<number> {
  const [fromMs, atMs] = [usedMs(), clock.monotonicMs()];
  await soon(`${ms} ms of processor time`, () => usedMs() - fromMs >= ms);
  return (usedMs() - fromMs) / (clock.monotonicMs() - atMs);
}

it('holds a process that wants more to its quota, and then lets it go on', async () => {
  await soon('its work', () => usedMs() > 300);
  const freely = await cpusUntilUsed(300);
  const over = new AbortController();
  const governing = govern({ clock, process: service, quota: () => 0.1 }, over.signal);
  await soon('it to be stopped', isStopped);
  // Of some 400 ms, at most one look too much: 15 %.
  expect(await cpusUntilUsed(400)).toBeLessThan(0.15);
  over.abort();
  await governing;
  expect(isStopped()).toBe(false);
  expect(await cpusUntilUsed(300)).toBeGreaterThan(Math.min(0.2, freely / 2));
});

it('leaves alone a process that wants less than its quota', async () => {
  const over = new AbortController();
  const governing = govern({ clock, process: service, quota: () => 4 }, over.signal);
  let stops = 0;
  await soon('its work', () => {
    if (isStopped()) stops += 1;
    return usedMs() > 500;
  });
  over.abort();
  await governing;
  expect(stops).toBe(0);
});

it('ends when there is no quota any more, and when the process has ended', async () => {
  let quota: number | undefined = 0.05;
  const { signal } = new AbortController();
  const first = govern({ clock, process: service, quota: () => quota }, signal);
  await soon('it to be stopped', isStopped);
  quota = undefined;
  await first;
  expect(isStopped()).toBe(false);
  quota = 0.05;
  const second = govern({ clock, process: service, quota: () => quota }, signal);
  await soon('it to be stopped once more', isStopped);
  await service.kill();
  await second;
});
