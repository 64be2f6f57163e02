import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { createProcesses } from '../processes/processes.ts';
import { containersForTest } from '../regions/containers/start-for-test.ts';
import type { RuntimeUnderTest } from '../regions/contract.ts';
import { type TestRun, testRun } from '../regions/simulated/start-for-test.ts';
import { testFault } from './contract.ts';

let run: TestRun;
let under: RuntimeUnderTest;
let logs: string;
let count = 0;
beforeAll(async () => {
  logs = mkdtempSync(join(tmpdir(), 'blackstart-faults-'));
  run = testRun(clock);
  under = await run.start(await containersForTest());
});
afterAll(async () => {
  await under?.[Symbol.asyncDispose]();
  await run?.clean();
  rmSync(logs, { recursive: true });
});

/**
 * All faults break the same regions, one after the other; each has a log of its own, of a run that
 * goes on: nothing that is broken is gone with its processes.
 */
const start = async () => {
  count += 1;
  const runDir = join(logs, String(count));
  mkdirSync(runDir);
  const processes = createProcesses({ runId: runDir, runDir, clock });
  const sleeps = { name: 'sleep', region: 'here', command: 'sleep', args: ['infinity'] };
  processes.spawn({ ...sleeps, logFile: join(runDir, 'sleep.log') });
  return {
    regions: under.regions,
    runDir,
    [Symbol.asyncDispose]: async () => void (await processes.endAll()),
  };
};

const link = { from: 'us-west-2', to: 'us-east-1', services: ['redis', 'postgres'] };
for (const how of [
  { fault: 'drop-packets' },
  { fault: 'drop-packets', manner: 'reject' },
  { fault: 'drop-packets', stream: 'upstream' },
  { fault: 'drop-packets', stream: 'downstream' },
  { fault: 'drop-packets', share: 0.5 },
  { fault: 'shape-packets', kbitPerSecond: 400 },
]) {
  testFault({ request: { ...link, ...how }, clock, undoneFromOutside: true, start });
}
const region = 'eu-west-1';
testFault({
  request: { fault: 'disconnect-region', region },
  clock,
  undoneFromOutside: true,
  start,
});
