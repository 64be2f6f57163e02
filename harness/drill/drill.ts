import type { Clock } from '../../engine/index.ts';
import type { Injected } from '../faults/fault.ts';
import { createInjector, healAll } from '../faults/inject.ts';
import type { Entry, FaultEntry, PhaseEntry, RunEntry } from '../journal/index.ts';
import type { Processes } from '../processes/processes.ts';
import { restoreTopology, topologyDifferences } from '../regions/index.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import { awaitDoors } from './await-doors.ts';
import { BandWatch } from './band-watch.ts';
import type { BesideClients } from './beside-clients.ts';
import { deadlines, recoveryDeadlineMs } from './deadlines.ts';
import { eachInTurn } from './each-in-turn.ts';
import { type EngineEnded, startEngine } from './engine-process.ts';
import { injectFaults, refuseUnavailable } from './inject-faults.ts';
import { NotTheFirstTopology } from './not-the-first-topology.ts';
import { observe } from './observe/index.ts';
import type { Progress } from './progress.ts';
import { type GroupConsumer, resumeConsumer, startConsumer } from './queue/group-consumer.ts';
import { readBackAll, readBackRestored } from './read-back/index.ts';
import { ofRun } from './read-back/of-run.ts';
import type { RunDirectory } from './run-directory.ts';
import type { Scenario } from './scenario.ts';
import { type Load, startLoad, stopLoad } from './start-load.ts';
import { untilBandHolds, untilLoadFlows } from './wait-for-load.ts';
import { withControllers } from './with-controllers.ts';

/** All a drill works with; everything in it was checked before anything was started. */
export interface DrillContext {
  readonly scenario: Scenario;
  readonly run: RunEntry;
  readonly planFile: string;
  readonly directory: RunDirectory;
  readonly processes: Processes;
  readonly regions: RunningRegions;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly record: (entry: Entry) => void;
  readonly signal: AbortSignal;
  readonly timing: DrillTiming;
  readonly beside: BesideClients;
}

/** How long a drill must last beyond what it waits for; milliseconds. */
export interface DrillTiming {
  /** The fault comes no earlier than this after the steady phase began. */
  readonly faultAfterMs: number;
  /** The first topology is looked at so much before the steady phase would be over. */
  readonly lookEarlyMs: number;
  /** From the moment of the fault, load is watched at least this long. */
  readonly watchMs: number;
}

/**
 * The one control flow of every drill, on regions that are up: steady state, capture, fault and
 * the proof that it bit, recovery, quiet, read-back, heal, restore. All that is seen goes to the
 * record; nothing is judged here. Throws what the rig cannot go on from, its faults undone; that
 * is also tried when the drill was interrupted, and after any error.
 */
export async function conductDrill(context: DrillContext): Promise<void> {
  const injected: Injected[] = [];
  await eachInTurn(
    () => underLoad(context, injected),
    () => heal(context, injected),
    () => restore(context),
  );
}

/** Whatever happens, nothing writes any more when this has returned or thrown. */
async function underLoad(context: DrillContext, injected: Injected[]): Promise<void> {
  const { run, regions, clock, record } = context;
  const lost = new AbortController();
  const signal = AbortSignal.any([context.signal, lost.signal]);
  const watch = new BandWatch(run.band, run.vantages);
  const observers = observe(regions, { clock, record, earlierRuns: run.earlierRuns ?? 0 });
  const ends = [async () => observers[Symbol.asyncDispose]()];
  const work = async () => {
    const fault = { begun: false };
    const { launch } = context.regions;
    const engine = await startEngine(engineRequest(context), {
      ...context,
      launch,
      onEnd: (ended) => (fault.begun ? noteEnd(context, ended) : lost.abort(ended)),
    });
    // Its routing controls end with it, and names change: that is not to be seen any more.
    ends.push(async () => engine?.stop());
    if (engine) {
      const doors = engineRequest(context).endpoints.map(({ listen }) => listen);
      await context.progress.phase('Engine', () => awaitDoors(doors, clock, signal));
    }
    const load = await startLoad(context, watch, (failed) => lost.abort(failed), ends);
    const consumer = startConsumer(regions, clock);
    ends.unshift(async () => void (await consumer.stop()));
    const targets = withControllers(regions, engine);
    const underWay = { watch, load, consumer, fault, injected };
    await phases({ ...context, regions: targets, signal }, underWay);
  };
  const told = async () => {
    await work().catch((error: unknown) => {
      // What is cut short says only that, and not why.
      lost.signal.throwIfAborted();
      throw error;
    });
  };
  await eachInTurn(told, () => eachInTurn(...ends));
}

interface UnderWay {
  readonly watch: BandWatch;
  readonly load: Load;
  readonly consumer: GroupConsumer;
  readonly injected: Injected[];
  /** From its first moment on, an engine that ends is a result. */
  readonly fault: { begun: boolean };
}

async function phases(context: DrillContext, underWay: UnderWay): Promise<void> {
  const { scenario, run, clock, progress, record, signal, timing } = context;
  const { watch, load, consumer, injected, fault } = underWay;
  const { beforehand, faults } = scenario;
  const { timeScale } = run;
  const wait = { watch, clock, signal };
  const injector = faultInjector(context, fault);
  const injection = { injector, timeScale, clock, signal, injected };
  refuseUnavailable(injector, [...(beforehand?.faults ?? []), ...faults]);
  await progress.phase('First load', () => untilLoadFlows(wait, deadlines.firstLoadMs));
  const { scripted } = load;
  if (scripted) await progress.phase('Load by k6', () => scripted.start(signal));
  const steadyMs = begin(context, 'steady');
  await progress.phase('Steady state', async (say) => {
    watch.forget();
    const enoughMs = scenario.steadyMs * timeScale - timing.lookEarlyMs;
    await sleepUntil(clock, steadyMs + enoughMs, signal);
    await captureBefore(context);
    watch.freeze();
    if (beforehand) {
      await injectFaults(injection, beforehand.faults, say);
      await clock.sleep(beforehand.lastsMs * timeScale, signal);
    }
    await sleepUntil(clock, steadyMs + timing.faultAfterMs, signal);
  });
  signal.throwIfAborted();
  const faultMs = begin(context, 'fault');
  await progress.phase(titleOf(context), (say) => injectFaults(injection, faults, say));
  begin(context, 'recovery');
  watch.startOver();
  await progress.phase('Recovery', async (say) => {
    await clock.sleep((scenario.watchMs ?? 0) * timeScale, signal);
    await untilBandHolds(wait, run.band, recoveryDeadlineMs(run), say);
    await sleepUntil(clock, faultMs + timing.watchMs, signal);
  });
  begin(context, 'quiet');
  await progress.phase('Quiet', async () => {
    await stopLoad(load);
    record(ofRun(await consumer.stop(), run));
  });
  begin(context, 'readback');
  await progress.phase('Read everything back', (say) => readEverythingBack(context, say));
}

async function readEverythingBack(
  { regions, clock, record, run }: DrillContext,
  say: (line: string) => void,
): Promise<void> {
  const readings = await readBackAll(regions, clock, run);
  for (const found of readings) {
    record(ofRun(found, run));
    say(`${found.store} in ${found.region}: ${found.proof}`);
  }
  const serving = readings[0]?.region ?? '';
  // What a queue that does not answer would have given stays unknown, and its reading says so.
  const resumed = await resumeConsumer(regions, clock, serving).catch(() => undefined);
  if (resumed) record(ofRun(resumed, run));
}

async function heal(context: DrillContext, injected: readonly Injected[]): Promise<void> {
  begin(context, 'heal');
  await context.progress.phase('Heal', () =>
    eachInTurn(
      () => healAll(injected),
      async () => void (await Promise.all(injected.map((fault) => fault.healed()))),
    ),
  );
}

async function restore(context: DrillContext): Promise<void> {
  const { regions, clock, progress, record, run } = context;
  begin(context, 'restore');
  await progress.phase('Back to the first topology', async () => {
    await restoreTopology(regions, clock);
    const differences = await topologyDifferences(regions);
    const ok = differences.length === 0;
    record({ kind: 'restored', atMs: clock.monotonicMs(), ok, differences });
    for (const found of await readBackRestored(regions, clock)) record(ofRun(found, run));
  });
}

/** Gives the moment that it wrote down. */
function begin({ clock, record }: DrillContext, phase: PhaseEntry['phase']): number {
  const atMs = clock.monotonicMs();
  record({ kind: 'phase', atMs, phase });
  return atMs;
}

async function sleepUntil(clock: Clock, atMs: number, signal: AbortSignal): Promise<void> {
  const ms = atMs - clock.monotonicMs();
  if (ms > 0) await clock.sleep(ms, signal);
}

function titleOf({ scenario, run }: DrillContext): string {
  return run.control ? 'No fault: a control run' : `Fault: ${scenario.title}`;
}

/** A drill that does not begin in the first topology measures something else. */
async function captureBefore({ regions }: DrillContext): Promise<void> {
  const differences = await topologyDifferences(regions);
  if (differences.length > 0) throw new NotTheFirstTopology(differences);
}

function engineRequest({ run, planFile, regions, directory }: DrillContext) {
  const endpoints = regions.topology.regions.map(({ name }) => regions.endpoints(name));
  const { logsDir, privateDir } = directory;
  return { engine: run.engine, planFile, endpoints, logsDir, privateDir };
}

function faultInjector(
  { regions, directory, clock, record }: DrillContext,
  fault: UnderWay['fault'],
) {
  const { runDir } = directory;
  const note = (entry: FaultEntry) => {
    fault.begun = true;
    record(entry);
  };
  return createInjector({ regions, runDir, clock, record: note });
}

function noteEnd({ clock, record }: DrillContext, { end }: EngineEnded): void {
  const detail = `ended with ${end}`;
  record({ kind: 'claim', atMs: clock.monotonicMs(), step: 'engine', event: 'failed', detail });
}
