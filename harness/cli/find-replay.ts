import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { belowTcp } from '../drill/below-tcp.ts';
import { preparePlan } from '../drill/prepare.ts';
import { type Replay, replayOf } from '../drill/replay.ts';
import type { DrillRequest } from '../drill/run-drill.ts';
import { controlOf, type Scenario } from '../drill/scenario.ts';
import { drilledJustThis } from '../drill/scenario-file.ts';
import { type Journal, readJournal } from '../journal/index.ts';
import { judge } from '../judge/index.ts';
import { chooseRuntime, type RuntimeChoice } from '../regions/choose-runtime.ts';
import { runtimeNames } from '../regions/prepared-runtime.ts';
import type { Topology } from '../regions/topology.ts';
import { watchedMs } from '../trials/index.ts';
import { findRun } from './find-run.ts';
import { findDrill } from './find-scenarios.ts';
import { UsageError } from './usage-error.ts';

/** What is asked for when a run is to be made again. */
export interface ReplayOptions {
  readonly plan: string;
  /** The run's own, if it is `auto`. */
  readonly runtime: RuntimeChoice;
  /** The run's own, if absent. */
  readonly engine?: string;
  readonly keep: boolean;
}

/** A request for the same run once more, and the record of the first. */
export interface FoundReplay {
  readonly request: DrillRequest & { readonly replay: Replay };
  readonly journal: Journal;
}

/**
 * The same scenario, plan, profile, seed and moment of the fault as in a saved run. Throws
 * UsageError, with every reason, where the scenario, plan or topology is another by now.
 */
export async function findReplay(
  root: string,
  run: string,
  { plan, runtime: asked, engine, keep }: ReplayOptions,
): Promise<FoundReplay> {
  const runDir = findRun(root, run);
  const journal = await readJournal(join(runDir, 'journal'));
  const { scenario: name, profile, seed, load, control = false } = journal.run;
  const { service } = journal.run.parts;
  const replay = replayOf(basename(runDir), journal);
  if (!replay) throw new UsageError(`${runDir} did not get as far as its fault: run it anew`);
  const its = runtimeNames.find((known) => known === journal.run.runtime);
  const runtime = asked === 'auto' && its ? its : await chooseRuntime(asked);
  const prepared = await preparePlan(resolve(plan), profile);
  const { scenario: found, topology } = await findDrill(root, name);
  const now = {
    ...found,
    ...(load ? { load } : {}),
    ...(journal.run.browser ? { browser: true } : {}),
  };
  const scenario = await asDrilled(runDir, control ? controlOf(now) : now);
  const problems = [
    ...(await sameScenario(runDir, scenario)),
    ...(await samePlan(runDir, prepared.text, plan)),
    ...sameTopology(journal, topology),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const conditions = { root, scenario, prepared, topology, profile, runtime, seed, keep };
  const watch = control ? { control, watchMs: watchedMs(judge(journal)) } : {};
  return {
    request: {
      ...conditions,
      ...watch,
      ...(service === undefined ? {} : { service }),
      engine: engine ?? journal.run.engine,
      replay,
    },
    journal,
  };
}

/** Links may have been broken below TCP; if it was neither, `sameScenario` says so. */
async function asDrilled(runDir: string, scenario: Scenario): Promise<Scenario> {
  const lower = belowTcp(scenario);
  const was = lower && (await drilledJustThis(runDir, lower).catch(() => false));
  return lower && was ? lower : scenario;
}

async function sameScenario(runDir: string, scenario: Scenario): Promise<string[]> {
  try {
    if (await drilledJustThis(runDir, scenario)) return [];
    return [`the scenario ${scenario.name} is not the one of ${runDir}/scenario.json any more`];
  } catch (error) {
    return [`whether the scenario is still the same cannot be told: ${(error as Error).message}`];
  }
}

async function samePlan(runDir: string, text: string, plan: string): Promise<string[]> {
  const file = join(runDir, 'plan.yaml');
  try {
    if ((await readFile(file, 'utf8')) === text) return [];
    return [`${plan} is not the plan of ${file}; name the right one, as it was, with --plan`];
  } catch (error) {
    return [`whether the plan is still the same cannot be told: ${(error as Error).message}`];
  }
}

function sameTopology({ run }: Journal, topology: Topology): string[] {
  const regions = (all: readonly { readonly name: string; readonly role: string }[]) =>
    all.map(({ name, role }) => `${name} (${role})`).join(', ');
  const places = (of: { readonly regions: RunRegions; readonly vantages: readonly string[] }) =>
    `${regions(of.regions)}, seen from ${of.vantages.join(', ')}`;
  const [then, now] = [places(run), places(topology)];
  return then === now ? [] : [`the topology was ${then}, and is ${now}`];
}

type RunRegions = readonly { readonly name: string; readonly role: string }[];
