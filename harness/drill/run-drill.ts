import { writeReport } from '../../reports/render/index.ts';

import {
  type AbortEntry,
  type Entry,
  type JournalWriter,
  openJournal,
  readJournal,
} from '../journal/index.ts';
import { type Judged, judge } from '../judge/index.ts';
import type { Parts } from '../parts/index.ts';
import { createProcesses } from '../processes/processes.ts';
import type { Topology } from '../regions/topology.ts';
import { conductDrill } from './drill.ts';
import { emulated } from './emulated.ts';
import { installWithProgress } from './install-with-progress.ts';
import { type PreparedPlan, writePlan } from './prepare.ts';
import type { Profile } from './profile.ts';
import { closeRun, createRunDirectory, type RunDirectory } from './run-directory.ts';
import { runEntry } from './run-entry.ts';
import type { Scenario } from './scenario.ts';
import { type RigTools, startRegions } from './start-regions.ts';
import { writeVerdict } from './write-verdict.ts';

/** What was asked for, checked before anything is started. */
export interface DrillRequest {
  readonly root: string;
  readonly scenario: Scenario;
  readonly prepared: PreparedPlan;
  readonly topology: Topology;
  readonly profile: Profile;
  readonly runtime: string;
  readonly seed: number;
  readonly engine: string;
  /** Leave the regions running afterwards. */
  readonly keep: boolean;
}

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
  const parts = await installWithProgress(tools);
  const { clock, signal } = tools;
  const { root, scenario, seed, keep } = request;
  const wallMs = clock.wallMs();
  const directory = await createRunDirectory({ root, scenario: scenario.name, wallMs, seed, keep });
  const journal = openJournal(directory.journalDir, 'rig', clock);
  const error = await recordDrill({ request, tools, parts, directory, journal }).then(
    () => undefined,
    (thrown: unknown) => {
      journal.append(abortEntry(thrown, signal, clock.monotonicMs()));
      return thrown;
    },
  );
  journal.append({ kind: 'end', atMs: clock.monotonicMs() });
  await journal.close();
  return { ...(await judgeRun(directory)), ...(error === undefined ? {} : { error }) };
}

interface Recording {
  readonly request: DrillRequest;
  readonly tools: RigTools;
  readonly parts: Parts;
  readonly directory: RunDirectory;
  readonly journal: JournalWriter;
}

async function recordDrill({ request, tools, parts, directory, journal }: Recording) {
  const { clock, progress } = tools;
  const { prepared, topology, keep } = request;
  const record = (entry: Entry) => journal.append(entry);
  const versions = Object.values(parts).map(({ name, version }) => [name, version] as const);
  const facts = { ...request, ...prepared, parts: Object.fromEntries(versions), emulated };
  const run = runEntry(facts, clock, request.root);
  record(run);
  // Before anything is started: a journal without its first entry says nothing.
  await journal.flush();
  const processes = createProcesses({ ...directory, clock });
  await using atEnd = new AsyncDisposableStack();
  if (!keep) {
    atEnd.defer(() => closeRun(directory));
    atEnd.defer(() => processes.endAll());
  }
  const planFile = await writePlan(directory.runDir, prepared);
  record({ kind: 'phase', atMs: clock.monotonicMs(), phase: 'start' });
  const regions = await startRegions({ topology, prepared, parts, directory, processes }, tools);
  const { scenario } = request;
  await conductDrill({ scenario, run, planFile, directory, processes, regions, record, ...tools });
  record({ kind: 'phase', atMs: clock.monotonicMs(), phase: 'stop' });
  if (!keep) await progress.phase('Stop', async () => regions[Symbol.asyncDispose]());
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
  return { judged, runDir };
}
