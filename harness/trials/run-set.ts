import { join, relative, sep } from 'node:path';
import { discardedFor, figuresOf, summariesOf } from '../certificate/index.ts';
import type { Drilled, DrillOutcome, DrillRequest } from '../drill/run-drill.ts';
import type { RigTools } from '../drill/start-regions.ts';
import { type PlannedRun, plannedRuns } from './planned-run.ts';
import { type SetRun, type TrialSet, writeSet } from './trial-set.ts';
import { watchedMs } from './watched.ts';

export interface SetRequest {
  readonly drills: readonly Drilled[];
  /** Of each scenario, with a control run each. */
  readonly trials: number;
  /** Of the first trial; every other has the next. */
  readonly seed: number;
  /** What all runs have in common. */
  readonly common: Omit<DrillRequest, keyof Drilled | 'seed' | 'control' | 'watchMs' | 'replay'>;
}

export interface SetTools extends RigTools {
  readonly drill: (request: DrillRequest, tools: RigTools) => Promise<DrillOutcome>;
  /** Told before and after every run. */
  readonly say: (line: string) => void;
  /** Shows why the rig gave a run up. */
  readonly explain: (error: unknown) => void;
}

export interface SetOutcome {
  readonly set: TrialSet;
  readonly setDir: string;
}

/**
 * Makes every run of a set once, whatever becomes of it: none is made again. The set is on disk
 * from the first moment and after every run. Ends early, and says so, when it is interrupted or
 * when a run leaves something behind; rejects what `drill` rejects, with the set saved.
 */
export async function runSet(request: SetRequest, tools: SetTools): Promise<SetOutcome> {
  const startedMs = tools.clock.wallMs();
  const { root } = request.common;
  const setDir = join(root, 'reports', 'runs', 'sets', directoryName(startedMs));
  let set = begun(request, startedMs);
  await writeSet(setDir, set);
  const planned = plannedRuns(request.drills, request.trials, request.seed);
  let watchMs = 0;
  for (const [index, plan] of planned.entries()) {
    tools.say(`Run ${index + 1} of ${planned.length}: ${nameOf(plan)}`);
    const outcome = await make(request, plan, watchMs, tools).catch(async (error: unknown) => {
      const cutShort = `run ${index + 1} of ${planned.length} could not be made: ${error}`;
      await writeSet(setDir, ended({ ...set, cutShort }, tools));
      throw error;
    });
    if (!plan.control) watchMs = watchedMs(outcome.judged);
    const run = setRun(outcome, setDir);
    set = withRun(set, run);
    await writeSet(setDir, set);
    tools.say(resultOf(run));
    const why = reasonToStop(set, tools.signal);
    if (why !== undefined && index + 1 < planned.length) {
      set = { ...set, cutShort: `${why} after ${index + 1} of ${planned.length} runs` };
      break;
    }
  }
  set = ended(set, tools);
  await writeSet(setDir, set);
  return { set, setDir };
}

async function make(request: SetRequest, plan: PlannedRun, watchMs: number, tools: SetTools) {
  const { scenario, topology, seed, control } = plan;
  const more = control ? { control, watchMs } : {};
  const drill = { ...request.common, scenario, topology, seed, ...more };
  const outcome = await tools.drill(drill, tools);
  if (outcome.error !== undefined) tools.explain(outcome.error);
  return outcome;
}

function begun({ drills, trials, seed, common }: SetRequest, startedMs: number): TrialSet {
  return {
    kind: 'blackstart-set',
    version: 1,
    startedAt: new Date(startedMs).toISOString(),
    scenarios: drills.map(({ scenario }) => scenario.name),
    trials,
    seed,
    profile: common.profile,
    engine: common.engine,
    runs: [],
    summaries: [],
  };
}

function withRun(set: TrialSet, run: SetRun): TrialSet {
  const runs = [...set.runs, run];
  return { ...set, runs, summaries: summariesOf(runs) };
}

function ended(set: TrialSet, { clock }: SetTools): TrialSet {
  return { ...set, endedAt: new Date(clock.wallMs()).toISOString() };
}

function setRun({ judged, runDir }: DrillOutcome, setDir: string): SetRun {
  const figures = figuresOf(judged);
  const discarded = discardedFor(figures);
  const path = relative(setDir, runDir).split(sep).join('/');
  return { path, ...figures, ...(discarded === undefined ? {} : { discarded }) };
}

/** What the rig could not do so often in a row, it will not do in the rest of a long set. */
const mostInvalid = 3;

function reasonToStop({ runs }: TrialSet, signal: AbortSignal): string | undefined {
  if (signal.aborted) return 'interrupted';
  // What is left behind would disturb every run that follows.
  if (runs.at(-1)?.verdict === 'not-healed') return 'a run was not healed';
  const last = runs.slice(-mostInvalid);
  const hopeless = last.length === mostInvalid && last.every((run) => run.verdict === 'invalid');
  return hopeless ? `the rig failed ${mostInvalid} times in a row` : undefined;
}

function nameOf({ trial, scenario, control, seed }: PlannedRun): string {
  const kind = control ? `control of trial ${trial}, no fault` : `trial ${trial}`;
  return `${scenario.name}, ${kind}, seed ${seed}`;
}

function resultOf({ verdict, reasons, discarded, path }: SetRun): string {
  const why = verdict === 'pass' ? '' : `: ${reasons[0] ?? 'no reason was given'}`;
  const fate = discarded === undefined ? '' : ' (discarded, and not made again)';
  return `${verdict}${why}${fate}  ${path}`;
}

function directoryName(startedMs: number): string {
  return new Date(startedMs).toISOString().replaceAll(':', '').replace('.', '');
}
