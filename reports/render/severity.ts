import type { JudgedCheck, Verdict } from '../../harness/judge/index.ts';

const order: readonly Verdict[] = ['not-healed', 'invalid', 'fail', 'unknown', 'pass'];

/** Checks with the worst verdict first, otherwise as they were given. */
export function worstFirst(checks: readonly JudgedCheck[]): readonly JudgedCheck[] {
  return checks.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}
