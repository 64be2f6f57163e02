import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import type { WorkloadConfig } from '../workload/config.ts';
import { startBrowser } from './browser-process.ts';

let root: string;
let processes: Processes;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blackstart-browser-'));
  processes = createProcesses({ runId: root, runDir: root, clock });
});
afterEach(async () => {
  await processes.endAll();
  rmSync(root, { recursive: true });
});

test('its profile is in the run’s directory, however long its path, and ends with it', async () => {
  const privateDir = join(root, 'a-long-name-of-a-scenario'.repeat(4));
  const [journalDir, logsDir] = [join(root, 'journal'), join(root, 'logs')];
  mkdirSync(logsDir);
  const directory = { runId: root, runDir: root, journalDir, logsDir, privateDir };
  const network = { resolver: { host: '127.240.254.1', port: 5353 }, routes: {} };
  const load = {
    ...{ journal: journalDir, maxDurationMs: 60_000, vantages: { 'us-east-1': network } },
    service: { label: 'core-api', name: 'api.semantest.test', port: 8080 },
  } as unknown as WorkloadConfig;
  const pace = { patienceMs: 3000, restMs: 200, restAfterFailureMs: 200 };
  const chromium = await installPart('chromium');
  const browser = await startBrowser(processes, clock, {
    ...{ load, chromium, directory },
    terms: { vantage: 'us-east-1', ...pace },
    onEnd: (failed) => expect.unreachable(failed.message),
  });
  const file = join(journalDir, 'browser.jsonl');
  const journey = () => existsSync(file) && readFileSync(file, 'utf8').includes('"journey"');
  await until(clock, { what: 'a journey', ms: 60_000, everyMs: 50 }, journey);
  expect(readdirSync(join(privateDir, 'browser'))).not.toEqual([]);
  await browser.stop();
  expect(readdirSync(join(privateDir, 'browser'))).toEqual([]);
});
