import { relative } from 'node:path';
import { commitOf } from '../../harness/drill/commit.ts';
import type { RigTools } from '../../harness/drill/start-regions.ts';
import type { Begun } from './begun.ts';
import { drillSubject } from './drill-subject.ts';
import { controlOf, type Mutant, type NotApplicable, type Subject } from './mutant.ts';
import { type ControlResult, resultOf, type Seen } from './result.ts';
import { type Score, scoreOf } from './score.ts';

/** What there is to drill, and what of it is done. */
export interface MutantRun {
  readonly mutants: readonly Mutant[];
  readonly without: readonly NotApplicable[];
  /** What an earlier run has come to, which is not drilled again. */
  readonly begun?: Begun | undefined;
  /** Told after each drill how far this is. */
  readonly keep?: (begun: Begun) => Promise<void>;
}

/**
 * Drills the mutants one after the other, each scenario's control before the first of its own.
 * `say` is told of each as it ends.
 */
export async function runMutants(
  { mutants, without, begun, keep }: MutantRun,
  tools: RigTools,
  say: (line: string) => void,
): Promise<Score> {
  const startedAt = begun?.startedAt ?? new Date(tools.clock.wallMs()).toISOString();
  const commit = commitOf(process.cwd());
  const controls = { ...begun?.controls };
  const results = [...(begun?.mutants ?? [])];
  const done = () => keep?.({ commit, startedAt, controls, mutants: results });
  for (const mutant of mutants) {
    if (results.some(({ defect }) => defect === mutant.defect)) continue;
    const subject = controlOf(mutant);
    const key = keyOf(subject);
    const control = controls[key] ?? (await drillControl(subject, tools));
    tools.signal.throwIfAborted();
    if (!controls[key]) say(`control ${key}: ${control.verdict}`);
    controls[key] = control;
    await done();
    const result = resultOf(mutant, await seen(mutant, tools), control.verdict === 'pass');
    tools.signal.throwIfAborted();
    results.push(result);
    await done();
    const how = [result.red.join(', '), result.note].filter(Boolean).join('; ');
    say(`${result.caught ? 'caught' : 'MISSED'} ${result.defect}: ${result.verdict}, ${how}`);
  }
  return scoreOf({
    commit,
    startedAt,
    controls: Object.values(controls),
    mutants: results,
    without,
  });
}

async function seen(subject: Subject, tools: RigTools): Promise<Seen> {
  const { judged, runDir } = await drillSubject(subject, tools);
  return { judged, runDir: relative(process.cwd(), runDir) };
}

/** Controls are alike if their scenarios are, whatever they are called. */
function keyOf({ scenario, service }: Subject): string {
  const { name, steadyMs } = scenario;
  return `${name}, ${steadyMs / 1000} s steady${service ? `, ${service}` : ''}`;
}

async function drillControl(subject: Subject, tools: RigTools): Promise<ControlResult> {
  const { judged, runDir } = await seen(subject, tools);
  const { verdict, reasons } = judged;
  const { scenario, service } = subject;
  return { scenario: scenario.name, ...(service ? { service } : {}), verdict, reasons, runDir };
}
