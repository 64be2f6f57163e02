import { dirname } from 'node:path';
import { writeReport, writeRunsPage } from '../../reports/render/index.ts';
import {
  type AbortEntry,
  type Entry,
  openJournal,
  type RunEntry,
  readJournal,
} from '../journal/index.ts';
import { type Judged, judge } from '../judge/index.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import type { PreparedRuntime, RuntimeName } from '../regions/prepared-runtime.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { Topology } from '../regions/topology.ts';
import { type BesideClients, partsOf, prepareBeside } from './beside-clients.ts';
import { deadlines } from './deadlines.ts';
import { conductDrill, type DrillTiming } from './drill.ts';
import { emulated, emulatedForK6 } from './emulated.ts';
import { endRun } from './end-run.ts';
import { leaveRegions } from './leave-regions.ts';
import { type PreparedPlan, writePlan } from './prepare.ts';
import { prepareWithProgress } from './prepare-with-progress.ts';
import type { Profile } from './profile.ts';
import { recordOrAbort } from './record-or-abort.ts';
import type { Replay } from './replay.ts';
import { createRunDirectory, pointLatest, type RunDirectory } from './run-directory.ts';
import { runEntry } from './run-entry.ts';
import type { Scenario } from './scenario.ts';
import { writeScenario } from './scenario-file.ts';
import { type RigTools, startRegions } from './start-regions.ts';
import type { WarmRegions } from './warm-regions.ts';
import { writeVerdict } from './write-verdict.ts';

/** What was asked for, checked before anything is started. */
export interface DrillRequest {
  readonly root: string;
  readonly scenario: Scenario;
  readonly prepared: PreparedPlan;
  readonly topology: Topology;
  readonly profile: Profile;
  readonly runtime: RuntimeName;
  readonly seed: number;
  readonly engine: string;
  /** Path of the program of the protected service, if it is not the usual one. */
  readonly service?: string;
  /** Leave the regions running afterwards. */
  readonly keep: boolean;
  /** No fault is injected, and nothing may happen. */
  readonly control?: boolean;
  /** From the moment of the fault, or of none, load is watched at least this long. */
  readonly watchMs?: number;
  /** Where the regions come from, and stay, if they are not to be started for this run alone. */
  readonly warm?: WarmRegions;
  /** The run that this one repeats. */
  readonly replay?: Replay;
}

/** What is drilled, and in which regions. */
export type Drilled = Pick<DrillRequest, 'scenario' | 'topology'>;

export interface DrillOutcome {
  readonly judged: Judged;
  readonly runDir: string;
  /** Why the rig gave up, if it did; the verdict says so too. */
  readonly error?: unknown;
}

/**
 * One run of a scenario: record, save, then judge. Throws only what happens before there is a
 * record (a part that cannot be had) or when the record itself cannot be kept.
 */
export async function runDrill(request: DrillRequest, tools: RigTools): Promise<DrillOutcome> {
  const beside = await prepareBeside(request.root, request.scenario, tools);
  const runtime = await prepareWithProgress(request.runtime, tools);
  const { clock } = tools;
  const { root, scenario, seed, keep } = request;
  const wallMs = clock.wallMs();
  const name = { root, scenario: scenario.name, wallMs, seed };
  const directory = await createRunDirectory(name, runtime.engineUrl);
  const processes = createProcesses({ ...directory, clock });
  const end = () => endRun(directory, processes);
  try {
    const recording = { request, tools, runtime, beside, directory, processes, end };
    const { regions, error } = await recordDrill(recording);
    const outcome = await judgeRun(directory);
    if (error !== undefined) return { ...outcome, error };
    if (keep && regions) await leaveRegions({ directory, processes, regions });
    return outcome;
  } catch (error) {
    await end();
    throw error;
  }
}

interface Recording {
  readonly request: DrillRequest;
  readonly tools: RigTools;
  readonly runtime: PreparedRuntime;
  readonly beside: BesideClients;
  readonly directory: RunDirectory;
  readonly processes: Processes;
  /** Ends every process and closes the run. Any number of times. */
  readonly end: () => Promise<void>;
}

interface Recorded {
  /** Regions that are still up, because they are to be kept. */
  readonly regions?: RunningRegions | undefined;
  readonly error?: unknown;
}

/** Writes the whole journal. Throws if there is none to judge, or the disk refused a part of it. */
async function recordDrill(recording: Recording): Promise<Recorded> {
  const { request, tools, runtime, beside, directory } = recording;
  const { clock, signal } = tools;
  const { service, warm } = request;
  const earlierRuns = (await (warm?.earlierRuns(request) ?? runtime.standing?.earlierRuns())) ?? 0;
  const journal = openJournal(directory.journalDir, 'rig', clock);
  const { record, failed } = recordOrAbort(journal);
  const ingredients = [...runtime.ingredients, ...partsOf(beside)];
  const versions = ingredients.map(({ name, version }) => [name, version] as const);
  const facts = {
    ...request,
    ...request.prepared,
    earlierRuns,
    parts: { ...Object.fromEntries(versions), ...(service ? { service } : {}) },
    emulated: beside.k6 ? [...emulated, emulatedForK6] : emulated,
  };
  const run = runEntry(facts, clock, request.root);
  record(run);
  // Before anything is started: a journal without its first entry says nothing.
  await journal.flush();
  await pointLatest(directory);
  const stoppable = { ...tools, signal: AbortSignal.any([signal, failed]) };
  const recorded = await drillRegions({ ...recording, tools: stoppable }, run, record).then(
    (regions): Recorded => ({ regions }),
    (error: unknown): Recorded => ({ error }),
  );
  if (recorded.error !== undefined) record(abortEntry(recorded.error, signal, clock.monotonicMs()));
  record({ kind: 'end', atMs: clock.monotonicMs() });
  await journal.close();
  return recorded;
}

/** Starts, drills and ends the regions; returns them if they are to be kept. */
async function drillRegions(
  { request, tools, runtime, beside, directory, processes, end }: Recording,
  run: RunEntry,
  record: (entry: Entry) => void,
): Promise<RunningRegions | undefined> {
  const { clock, progress } = tools;
  const { scenario, prepared, topology, keep, service, warm } = request;
  await using atEnd = new AsyncDisposableStack();
  atEnd.defer(end);
  const planFile = await writePlan(directory.runDir, prepared);
  await writeScenario(directory.runDir, scenario);
  const timing = timingOf(request);
  record({ kind: 'phase', atMs: clock.monotonicMs(), phase: 'start' });
  const start = { topology, prepared, runtime, directory, processes, service };
  const regions = await (warm ? warm.take(request, tools) : startRegions(start, tools));
  if (runtime.standing) atEnd.defer(async () => regions[Symbol.asyncDispose]());
  const conditions = { scenario, run, planFile, directory, processes, regions, record, timing };
  await conductDrill({ ...conditions, ...tools, beside });
  record({ kind: 'phase', atMs: clock.monotonicMs(), phase: 'stop' });
  if (keep) {
    atEnd.move();
    return regions;
  }
  if (warm) warm.giveBack();
  else await progress.phase('Stop', async () => regions[Symbol.asyncDispose]());
  return undefined;
}

/** A replay must not come later than the first run because its look at the topology took longer. */
function timingOf({ watchMs = 0, replay }: DrillRequest): DrillTiming {
  if (!replay) return { watchMs, faultAfterMs: 0, lookEarlyMs: 0 };
  const { faultAfterMs } = replay;
  return { watchMs, faultAfterMs, lookEarlyMs: deadlines.replayLookMs };
}

function abortEntry(thrown: unknown, signal: AbortSignal, atMs: number): AbortEntry {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: 'abort', atMs, reason: signal.aborted ? 'interrupted' : 'rig', detail };
}

async function judgeRun({ runDir, journalDir }: RunDirectory): Promise<DrillOutcome> {
  const journal = await readJournal(journalDir);
  const judged = judge(journal);
  await writeVerdict(runDir, judged);
  await writeReport(runDir, judged, journal);
  writeRunsPage(dirname(dirname(runDir)));
  return { judged, runDir };
}
