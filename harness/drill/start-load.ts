import { join } from 'node:path';
import type { WorkloadConfig } from '../workload/config.ts';
import type { BandWatch } from './band-watch.ts';
import { startBrowser } from './browser-process.ts';
import { deadlines, recoveryDeadlineMs } from './deadlines.ts';
import type { DrillContext } from './drill.ts';
import { plannedMs } from './inject-faults.ts';
import { type Scripted, scriptedLoad } from './scripted-load.ts';
import { workloadConfig } from './workload-config.ts';
import { startWorkload, type Workload, type WorkloadFailed } from './workload-process.ts';

/** Who uses the service in a drill. */
export interface Load {
  readonly clients: Workload;
  /** Waits to be started. */
  readonly scripted: Scripted | undefined;
  readonly browser: Workload | undefined;
}

/**
 * Starts the clients, and a user in a browser if the run is to have one; each comes to `ends` as it
 * starts. Throws SpawnFailed.
 */
export async function startLoad(
  context: DrillContext,
  watch: BandWatch,
  onEnd: (failed: WorkloadFailed) => void,
  ends: (() => Promise<unknown>)[],
): Promise<Load> {
  const { processes, clock, directory, run, beside } = context;
  const config = configOf(context);
  const clients = startWorkload(processes, clock, {
    config,
    logFile: join(directory.logsDir, 'workload.log'),
    onEnd,
    onBeat: (beat) => watch.add(beat, clock.monotonicMs()),
  });
  ends.unshift(() => clients.stop());
  const scripted = scriptedOf(context, config);
  ends.unshift(async () => scripted?.stop());
  const { chromium } = beside;
  if (!chromium || !run.browser) return { clients, scripted, browser: undefined };
  const request = { terms: run.browser, load: config, chromium, directory, onEnd };
  const browser = await startBrowser(processes, clock, request);
  ends.unshift(() => browser.stop());
  return { clients, scripted, browser };
}

/** All of them, when they are to end at one time. */
export async function stopLoad({ clients, scripted, browser }: Load): Promise<void> {
  await Promise.all([clients.stop(), scripted?.stop(), browser?.stop()]);
}

function configOf({ regions, directory, run, scenario }: DrillContext): WorkloadConfig {
  const { seed, timeScale, earlierRuns = 0 } = run;
  const { journalDir } = directory;
  const plannedLoadMs = plannedMs(scenario, timeScale) + recoveryDeadlineMs(run);
  const maxDurationMs = deadlines.firstLoadMs + plannedLoadMs + deadlines.spareMs;
  return workloadConfig({ regions, journalDir, seed, earlierRuns, timeScale, maxDurationMs });
}

/** Load that grows does so about when the fault comes. */
function scriptedOf(context: DrillContext, clients: WorkloadConfig): Scripted | undefined {
  const { beside, scenario, run, directory } = context;
  if (!beside.k6 || !scenario.load) return undefined;
  const { steadyMs, beforehand } = scenario;
  const changeAfterMs = (steadyMs + (beforehand?.lastsMs ?? 0)) * run.timeScale;
  const request = { k6: beside.k6, load: scenario.load, clients, changeAfterMs, directory };
  return scriptedLoad(request, context);
}
