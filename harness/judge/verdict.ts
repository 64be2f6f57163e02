import type { Journal } from '../journal/index.ts';
import type { JudgedCheck, Verdict } from './judged.ts';

const worstFirst: readonly Verdict[] = ['not-healed', 'invalid', 'fail', 'unknown', 'pass'];

/** The worst wins; nothing at all is a pass. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'pass';
}

/**
 * What a check weighs in the whole. While an assumption does not hold, a missed target was not
 * measured, so it weighs no more than unknown; a broken safety rule stays broken.
 */
export function weightOf(check: JudgedCheck, assumptionsHold: boolean): Verdict {
  const excused = !assumptionsHold && check.kind === 'measure' && check.verdict === 'fail';
  return excused ? 'unknown' : check.verdict;
}

export interface Whole {
  readonly verdict: Verdict;
  /** Checks that did not pass. */
  readonly worstFirst: readonly JudgedCheck[];
  readonly reasons: readonly string[];
}

export function overall(checks: readonly JudgedCheck[]): Whole {
  const hold = checks.every((c) => c.kind !== 'assumption' || c.verdict === 'pass');
  const verdict = worstVerdict(checks.map((check) => weightOf(check, hold)));
  const rank = (check: JudgedCheck) => worstFirst.indexOf(weightOf(check, hold));
  const red = checks.filter((check) => check.verdict !== 'pass').sort((a, b) => rank(a) - rank(b));
  return { verdict, worstFirst: red, reasons: red.map((check) => `${check.id}: ${check.why}`) };
}

/**
 * 0 targets met, 1 missed or a guarantee broken, 2 unknown, 3 aborted by a guardrail, 4 rig or
 * environment, 5 not healed, 130 interrupted and healed (README, exit codes).
 */
export function exitCodeOf(verdict: Verdict, journal: Journal): number {
  if (verdict === 'not-healed') return 5;
  const aborted = new Set(journal.aborts.map((abort) => abort.reason));
  if (aborted.has('rig')) return 4;
  if (aborted.has('guardrail')) return 3;
  // Interrupted before anything was broken, there was nothing to heal.
  const whole = journal.faults.length === 0 || journal.restored.at(-1)?.ok === true;
  if (aborted.has('interrupted') && whole) return 130;
  return { invalid: 4, fail: 1, unknown: 2, pass: 0 }[verdict];
}
