import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import { type BrowserConfig, browserConfigVariable } from '../browser/config.ts';
import type { BrowserTerms } from '../journal/index.ts';
import type { InstalledPart } from '../parts/index.ts';
import type { Processes } from '../processes/processes.ts';
import type { WorkloadConfig } from '../workload/config.ts';
import type { RunDirectory } from './run-directory.ts';
import { inCharge, type Workload, type WorkloadFailed } from './workload-process.ts';

const program = join(import.meta.dirname, '../browser/main.ts');

export interface BrowserRequest {
  readonly terms: BrowserTerms;
  /** The clients' paths: the user takes those of their vantage. */
  readonly load: WorkloadConfig;
  readonly chromium: InstalledPart;
  readonly directory: RunDirectory;
  /** Called if it ends without being asked. */
  readonly onEnd: (failed: WorkloadFailed) => void;
}

/** Starts a user in a browser, in a process of its own. Throws SpawnFailed. */
export async function startBrowser(
  processes: Processes,
  clock: Clock,
  request: BrowserRequest,
): Promise<Workload> {
  const { logsDir, privateDir } = request.directory;
  // Chromium puts its profile there; it ends with the run, however that ends.
  const cwd = join(privateDir, 'browser');
  await mkdir(cwd, { recursive: true });
  const browser = processes.spawn({
    name: 'browser',
    region: 'vantages',
    command: process.execPath,
    args: [program],
    cwd,
    // By its short name: Chromium makes a socket in it, whose path has 107 letters at most.
    env: { [browserConfigVariable]: JSON.stringify(configOf(request)), TMPDIR: '/proc/self/cwd' },
    logFile: join(logsDir, 'browser.log'),
    stdin: 'pipe',
  });
  return inCharge(browser, clock, request.onEnd);
}

function configOf({ terms, load, chromium, directory }: BrowserRequest): BrowserConfig {
  const network = load.vantages[terms.vantage];
  if (!network) throw new RangeError(`there are no clients at ${terms.vantage}`);
  const { name, port } = load.service;
  return {
    journal: load.journal,
    runDir: directory.runDir,
    ...terms,
    ...network,
    service: { name, port },
    maxDurationMs: load.maxDurationMs,
    chromium: { program: chromium.program('chromium'), environment: chromium.environment },
  };
}
