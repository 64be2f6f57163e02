import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import type { WorkloadConfig } from '../workload/config.ts';
import { startWorkload, type WorkloadFailed } from './workload-process.ts';

let runDir: string;
let processes: Processes;
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-workload-'));
  processes = createProcesses({ runId: runDir, runDir, clock });
});
afterEach(async () => {
  await processes.endAll({ deadlineMs: 200 });
  rmSync(runDir, { recursive: true });
});

test('clients that end unasked are told of at once, and again to whoever stops them', async () => {
  const request = {
    config: {} as WorkloadConfig,
    logFile: join(runDir, 'workload.log'),
    onBeat: () => undefined,
  };
  const { failed, workload } = await new Promise<{
    failed: WorkloadFailed;
    workload: ReturnType<typeof startWorkload>;
  }>((resolve) => {
    const started = startWorkload(processes, clock, {
      ...request,
      onEnd: (error) => resolve({ failed: error, workload: started }),
    });
  });
  expect(failed).toMatchObject({ code: 'WORKLOAD_FAILED' });
  await expect(workload.stop()).rejects.toBe(failed);
  await expect(workload.stop()).rejects.toBe(failed);
});
