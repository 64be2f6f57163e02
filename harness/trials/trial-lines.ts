import { lossWords, summaryWords, worstVantage } from '../certificate/index.ts';
import { duration } from '../judge/duration.ts';
import type { SetRun, TrialSet } from './trial-set.ts';

/** A set for a terminal: every run, then what each scenario's trials came to. */
export function trialLines(set: TrialSet): string[] {
  const lines = set.scenarios.flatMap((scenario) => {
    const runs = set.runs.filter((run) => run.scenario === scenario);
    const summary = set.summaries.find((one) => one.scenario === scenario);
    const words = summary ? summaryWords(summary) : ['No run was made.'];
    return ['', scenario, ...runs.map(runLine), ...words.map((sentence) => `  ${sentence}`)];
  });
  if (set.cutShort === undefined) return lines;
  return [...lines, '', `The set was cut short: ${set.cutShort}.`];
}

function runLine(run: SetRun): string {
  const kind = (run.control ? 'control' : 'trial').padEnd(7);
  const seed = `seed ${run.seed}`.padEnd(11);
  const why = run.verdict === 'pass' ? [] : [run.reasons[0] ?? 'no reason was given'];
  return `  ${kind} ${seed} ${run.verdict.padEnd(7)} ${[...factsOf(run), ...why].join(' · ')}`;
}

/** Figures of a run that is not counted would only mislead. */
function factsOf(run: SetRun): string[] {
  if (run.discarded !== undefined) return ['discarded'];
  return run.control ? ['no fault'] : [...rtos(run), ...rpos(run)];
}

function rtos({ services }: SetRun): string[] {
  const names = [...new Set(services.map(({ name }) => name))];
  return names.map((name) => {
    const worst = worstVantage(services, name);
    if (!worst) return `RTO of ${name} unmeasured`;
    return `RTO of ${name} ${duration(worst.rtoMs)} at ${worst.vantage}`;
  });
}

function rpos({ stores }: SetRun): string[] {
  return stores.map((store) => `RPO of ${store.name} ${lossWords(store)}`);
}
