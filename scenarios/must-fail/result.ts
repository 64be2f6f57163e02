import type { Judged, JudgedCheck, Verdict } from '../../harness/judge/index.ts';
import type { Mutant } from './mutant.ts';

/** What a drill without a defect came to. */
export interface ControlResult {
  readonly scenario: string;
  readonly service?: string;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly runDir: string;
}

/** What a drill with a defect came to. */
export interface MutantResult {
  readonly defect: string;
  readonly scenario: string;
  readonly verdict: Verdict;
  /** Checks that failed. */
  readonly red: readonly string[];
  /** The check that was to fail. */
  readonly expected: string;
  readonly caught: boolean;
  /** Why it does not count as caught, or that another check than expected caught it. */
  readonly note?: string;
  readonly runDir: string;
}

export interface Seen {
  readonly judged: Pick<Judged, 'verdict' | 'reasons' | 'checks'>;
  readonly runDir: string;
}

/**
 * Caught is only what the judge calls a failure, with the control of the same scenario passing: a
 * drill that could not be concluded has shown nothing.
 */
export function resultOf(mutant: Mutant, { judged, runDir }: Seen, controlPassed: boolean) {
  const { defect, scenario, caughtBy: expected } = mutant;
  const red = judged.checks.filter(isRed).map(({ id }) => id);
  const caught = controlPassed && judged.verdict === 'fail' && red.length > 0;
  const note = noteOf(judged, red, expected, controlPassed);
  const { verdict } = judged;
  return {
    ...{ defect, scenario: scenario.name, verdict, red, expected, caught, runDir },
    ...(note === undefined ? {} : { note }),
  } satisfies MutantResult;
}

/** A broken assumption, or a rig that failed, says nothing of the engine. */
function isRed({ kind, verdict }: JudgedCheck): boolean {
  return verdict === 'fail' && (kind === 'safety' || kind === 'measure');
}

function noteOf(
  { verdict, reasons }: Seen['judged'],
  red: readonly string[],
  expected: string,
  controlPassed: boolean,
): string | undefined {
  if (!controlPassed) return 'its control did not pass, so this means nothing';
  if (verdict === 'pass') return 'no check saw it';
  if (verdict !== 'fail') return `not concluded: ${reasons.join('; ')}`;
  return red.includes(expected) ? undefined : `not by ${expected}`;
}
