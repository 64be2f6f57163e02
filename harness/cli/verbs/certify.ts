import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import type { BoundPart, Build } from '../../certificate/index.ts';
import { checkTogether } from '../../drill/check-together.ts';
import { preparePlan } from '../../drill/prepare.ts';
import { prepareWithProgress } from '../../drill/prepare-with-progress.ts';
import type { Profile } from '../../drill/profile.ts';
import { runDrill } from '../../drill/run-drill.ts';
import { chooseRuntime, type RuntimeChoice } from '../../regions/choose-runtime.ts';
import type { Ingredient } from '../../regions/prepared-runtime.ts';
import { runSet, type SetRequest, trialLines } from '../../trials/index.ts';
import { allOrEveryError } from '../all-or-every-error.ts';
import { buildHere } from '../build-here.ts';
import { concludeSet } from '../conclude-set.ts';
import { exitCode } from '../exit-code.ts';
import { explain } from '../explain.ts';
import { findDrill } from '../find-scenarios.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import { findSigningKey } from '../signing-key.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { worstCode } from '../worst-code.ts';

export interface CertifyOptions {
  readonly plan: string;
  /** realtime, if absent. */
  readonly profile?: Profile;
  readonly trials: number;
  readonly seed?: number;
  readonly runtime: RuntimeChoice;
  /** builtin, if absent. */
  readonly engine?: string;
  /** File of the private key. */
  readonly key?: string;
  /** Make the trials although the work tree has changes; that certifies nothing. */
  readonly allowChanges: boolean;
}

/**
 * Makes trials and control runs in turn, says what they came to, and writes a certificate. Returns
 * the worst of the exit codes; 2 if nothing is worse and no certificate came of it.
 */
export async function certifyVerb(
  root: string,
  names: readonly string[],
  options: CertifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const asked = await whatIsAsked(root, names, options, clock);
  const made = { ...asked, root, ...(await makeTrials(asked, terminal, clock)) };
  terminal.print(trialLines(made.set).join('\n'));
  terminal.print(`\nset: ${made.setDir}`);
  const { lines, code } = await concludeSet(made, clock);
  for (const line of lines) terminal.print(line);
  const codes = [...made.set.runs.map((run) => run.exitCode), code];
  return worstCode(made.interrupted ? [...codes, exitCode.interrupted] : codes);
}

interface Asked {
  readonly request: SetRequest;
  readonly build: Build;
  readonly key?: KeyObject;
}

/** Everything that can be wrong with what is asked is said before anything is started. */
async function whatIsAsked(
  root: string,
  names: readonly string[],
  options: CertifyOptions,
  clock: Clock,
): Promise<Asked> {
  const { plan, profile = 'realtime', trials, engine = 'builtin' } = options;
  const [prepared, key, here, ...drills] = await allOrEveryError([
    preparePlan(resolve(plan), profile),
    findSigningKey(options.key, process.env),
    buildHere(root),
    ...[...new Set(names)].map((name) => findDrill(root, name)),
  ]);
  const runtime = await chooseRuntime(options.runtime);
  if (runtime === 'compose')
    throw new UsageError('certify: regions start anew for each trial; those of Compose are up');
  for (const { scenario, topology } of drills) {
    checkTogether(prepared.unscaled, topology, scenario, runtime);
  }
  const build: Build = engine === 'builtin' ? here : { commit: here.commit };
  if (profile === 'realtime' && !options.allowChanges) refuseChanges(build);
  const seed = options.seed ?? Math.floor(clock.wallMs()) % 1_000_000;
  const common = { root, prepared, profile, runtime, engine, keep: false };
  return { request: { drills, trials, seed, common }, build, ...(key ? { key } : {}) };
}

function refuseChanges({ commit }: Build): void {
  if (commit !== 'unknown' && !commit.endsWith('+changes')) return;
  const what = commit === 'unknown' ? 'there is no git checkout' : 'the work tree has changes';
  throw new UsageError(
    `${what}, so nobody could build what would be certified: commit them first, or make the ` +
      'trials without a certificate with --allow-changes',
  );
}

async function makeTrials({ request }: Asked, terminal: Terminal, clock: Clock) {
  using interrupt = onInterrupt(process);
  const { signal } = interrupt;
  const tools = { clock, progress: progressFor(terminal, false, clock), signal };
  const { ingredients } = await prepareWithProgress(request.common.runtime, tools);
  const outcome = await runSet(request, {
    ...tools,
    drill: runDrill,
    say: (line) => terminal.print(line),
    explain: (error) => void process.stderr.write(`${explain(error).text}\n`),
  });
  return { ...outcome, parts: bound(ingredients), interrupted: signal.aborted };
}

function bound(ingredients: readonly Ingredient[]): readonly BoundPart[] {
  return ingredients.map(({ name, version, origin, digest }) => ({
    name,
    version,
    origin,
    digest,
  }));
}
