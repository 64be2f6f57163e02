import { resolve } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { renderTerminal } from '../../../reports/render/index.ts';
import { checkTogether } from '../../drill/check-together.ts';
import { defaultTopology, preparePlan } from '../../drill/prepare.ts';
import type { Profile } from '../../drill/profile.ts';
import { type DrillOutcome, runDrill } from '../../drill/run-drill.ts';
import { allOrEveryError } from '../all-or-every-error.ts';
import { exitCode } from '../exit-code.ts';
import { explain } from '../explain.ts';
import { findScenario } from '../find-scenarios.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import type { Terminal } from '../terminal.ts';

export interface DrillOptions {
  readonly plan: string;
  readonly profile: Profile;
  readonly seed?: number;
  readonly runtime: string;
  readonly engine: string;
  readonly keep: boolean;
  readonly json: boolean;
}

/** Drills the scenarios one after the other and returns the worst of their exit codes. */
export async function drillVerb(
  root: string,
  names: readonly string[],
  options: DrillOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const [prepared, topology, ...scenarios] = await allOrEveryError([
    preparePlan(resolve(options.plan), options.profile),
    defaultTopology(root),
    ...names.map((name) => findScenario(root, name)),
  ]);
  for (const scenario of scenarios) checkTogether(prepared.unscaled, topology, scenario);
  const interrupt = onInterrupt(process);
  const codes: number[] = [];
  for (const scenario of scenarios) {
    const seed = options.seed ?? Math.floor(clock.wallMs()) % 1_000_000;
    const request = { ...options, root, scenario, prepared, topology, seed };
    const tools = {
      clock,
      progress: progressFor(terminal, options.json, clock),
      signal: interrupt.signal,
    };
    const outcome = await runDrill(request, tools);
    show(outcome, options, terminal);
    codes.push(outcome.judged.exitCode);
    if (interrupt.signal.aborted) break;
  }
  interrupt[Symbol.dispose]();
  return worstCode(codes);
}

function show({ judged, runDir, error }: DrillOutcome, { json }: DrillOptions, terminal: Terminal) {
  if (error !== undefined) process.stderr.write(`${explain(error).text}\n`);
  if (json) return terminal.print(JSON.stringify(judged, null, 2));
  terminal.print(renderTerminal(judged, terminal));
  terminal.print(`report: ${runDir}/report.html`);
}

/** Not healed wins over all; else an interruption, the rig, a miss, and what is unknown. */
export function worstCode(codes: readonly number[]): number {
  const order = [exitCode.notHealed, exitCode.interrupted, exitCode.rig, 3, 1, 2];
  return order.find((code) => codes.includes(code)) ?? exitCode.ok;
}
