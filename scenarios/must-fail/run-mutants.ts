import { relative } from 'node:path';
import { commitOf } from '../../harness/drill/commit.ts';
import type { RigTools } from '../../harness/drill/start-regions.ts';
import { drillSubject } from './drill-subject.ts';
import { controlOf, type Mutant, type NotApplicable, type Subject } from './mutant.ts';
import { type ControlResult, type MutantResult, resultOf, type Seen } from './result.ts';
import { type Score, scoreOf } from './score.ts';

/**
 * Drills the mutants one after the other, each scenario's control before the first of its own.
 * `say` is told of each as it ends.
 */
export async function runMutants(
  mutants: readonly Mutant[],
  without: readonly NotApplicable[],
  tools: RigTools,
  say: (line: string) => void,
): Promise<Score> {
  const startedAt = new Date(tools.clock.wallMs()).toISOString();
  const commit = commitOf(process.cwd());
  const controls = new Map<string, ControlResult>();
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    const subject = controlOf(mutant);
    const key = keyOf(subject);
    const control = controls.get(key) ?? (await drillControl(subject, tools));
    if (!controls.has(key)) say(`control ${key}: ${control.verdict}`);
    controls.set(key, control);
    tools.signal.throwIfAborted();
    const result = resultOf(mutant, await seen(mutant, tools), control.verdict === 'pass');
    tools.signal.throwIfAborted();
    results.push(result);
    const how = [result.red.join(', '), result.note].filter(Boolean).join('; ');
    say(`${result.caught ? 'caught' : 'MISSED'} ${result.defect}: ${result.verdict}, ${how}`);
  }
  const all = { controls: [...controls.values()], mutants: results, without };
  return scoreOf({ commit, startedAt, ...all });
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
