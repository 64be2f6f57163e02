import { join, resolve } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { renderTerminal } from '../../../reports/render/index.ts';
import { checkTogether } from '../../drill/check-together.ts';
import { preparePlan } from '../../drill/prepare.ts';
import type { Profile } from '../../drill/profile.ts';
import { type DrillOutcome, type DrillRequest, runDrill } from '../../drill/run-drill.ts';
import { WarmRegions } from '../../drill/warm-regions.ts';
import { readJournal } from '../../journal/index.ts';
import { chooseRuntime, type RuntimeChoice } from '../../regions/choose-runtime.ts';
import { allOrEveryError } from '../all-or-every-error.ts';
import { asAsked, type Changes } from '../as-asked.ts';
import { exitCode } from '../exit-code.ts';
import { explain } from '../explain.ts';
import { findReplay } from '../find-replay.ts';
import { findDrill } from '../find-scenarios.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import { replayLines } from '../replay-lines.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { worstCode } from '../worst-code.ts';

export interface DrillOptions extends Changes {
  readonly plan: string;
  /** realtime, or that of the run to be repeated, if absent. */
  readonly profile?: Profile;
  readonly seed?: number;
  readonly runtime: RuntimeChoice;
  /** builtin, or that of the run to be repeated, if absent. */
  readonly engine?: string;
  /** Each scenario so often, one run after the other. */
  readonly times: number;
  /** Drills use the same regions one after the other, where these were left whole. */
  readonly warm: boolean;
  readonly keep: boolean;
  readonly json: boolean;
  /** A saved run to repeat, instead of scenarios by name. */
  readonly replay?: string;
}

/** What is to be drilled, and what to say of it afterwards. */
interface Work {
  readonly request: DrillRequest;
  readonly after?: (outcome: DrillOutcome) => Promise<readonly string[]>;
}

/** Drills the scenarios in turn, each `times` times, and returns the worst of their exit codes. */
export async function drillVerb(
  root: string,
  names: readonly string[],
  options: DrillOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const { replay } = options;
  if (options.warm && options.keep)
    throw new UsageError('drill: --warm ends its regions after the last drill; leave out --keep');
  const works =
    replay === undefined
      ? await byName(root, names, options, clock)
      : await again(root, replay, names, options);
  for (const { request } of works) {
    const { prepared, topology, scenario, runtime } = request;
    if (runtime === 'compose' && (options.warm || options.keep))
      throw new UsageError('drill: what Compose keeps stays up; leave out --warm and --keep');
    checkTogether(prepared.unscaled, topology, scenario, runtime);
  }
  using interrupt = onInterrupt(process);
  const { signal } = interrupt;
  await using warm = options.warm ? new WarmRegions() : undefined;
  const codes: number[] = [];
  for (const { request, after } of works) {
    const progress = progressFor(terminal, options.json, clock);
    const shared = warm ? { ...request, warm } : request;
    const outcome = await runDrill(shared, { clock, progress, signal });
    show(outcome, options, terminal);
    for (const line of (await after?.(outcome)) ?? []) say(line, options, terminal);
    codes.push(outcome.judged.exitCode);
    if (signal.aborted) break;
  }
  if (works.length > 1) say(sumUp(codes, works.length), options, terminal);
  return worstCode(codes);
}

async function byName(
  root: string,
  names: readonly string[],
  options: DrillOptions,
  clock: Clock,
): Promise<readonly Work[]> {
  if (names.length === 0) throw new UsageError('drill: name a scenario, or a run to --replay');
  const { plan, profile = 'realtime', engine = 'builtin', keep, times } = options;
  const [prepared, ...drills] = await allOrEveryError([
    preparePlan(resolve(plan), profile),
    ...names.map((name) => findDrill(root, name)),
  ]);
  const runtime = await chooseRuntime(options.runtime);
  const common = { root, prepared, profile, engine, runtime, keep };
  const firstSeed = options.seed ?? Math.floor(clock.wallMs()) % 1_000_000;
  return drills.flatMap((drill) => {
    const request = { ...common, ...asAsked(drill, options) };
    return Array.from({ length: times }, (_, index) => ({
      request: { ...request, seed: firstSeed + index },
    }));
  });
}

async function again(
  root: string,
  run: string,
  names: readonly string[],
  options: DrillOptions,
): Promise<readonly Work[]> {
  if (names.length > 0 || options.seed !== undefined || options.profile !== undefined)
    throw new UsageError('drill --replay: scenario, profile and seed are those of the run');
  if (options.belowTcp || options.k6 !== undefined || options.browser)
    throw new UsageError('drill --replay: faults, load and browser are those of the run');
  if (options.times !== 1 || options.warm)
    throw new UsageError('drill --replay: one run, in regions that are started for it');
  const { request, journal } = await findReplay(root, run, options);
  const after = async ({ runDir }: DrillOutcome) =>
    replayLines(journal, await readJournal(join(runDir, 'journal')), request.replay.of);
  return [{ request, after }];
}

function show({ judged, runDir, error }: DrillOutcome, { json }: DrillOptions, terminal: Terminal) {
  if (error !== undefined) process.stderr.write(`${explain(error).text}\n`);
  if (json) return terminal.print(JSON.stringify(judged, null, 2));
  terminal.print(renderTerminal(judged, terminal));
  terminal.print(`report: ${runDir}/report.html`);
}

/** Drills that an interruption kept from being begun are among those that did not pass. */
function sumUp(codes: readonly number[], asked: number): string {
  const passed = codes.filter((code) => code === exitCode.ok).length;
  return `${passed} of ${asked} drills passed`;
}

/** With `--json` standard output is the verdict alone. */
function say(line: string, { json }: DrillOptions, terminal: Terminal): void {
  if (json) process.stderr.write(`${line}\n`);
  else terminal.print(line);
}
