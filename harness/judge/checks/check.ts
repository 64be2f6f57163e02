import type { Evidence } from '../evidence.ts';
import type { CheckKind, Proof, Verdict } from '../judged.ts';

export interface Finding {
  readonly verdict: Verdict;
  readonly why: string;
  readonly proof?: Proof;
}

/** One thing that must hold. Pure; undefined when the run does not ask for it. */
export interface Check {
  readonly id: string;
  readonly kind: CheckKind;
  readonly examine: (evidence: Evidence) => Finding | undefined;
}

export const pass = (why: string): Finding => ({ verdict: 'pass', why });
export const fail = (why: string, proof?: Proof): Finding => ({
  verdict: 'fail',
  why,
  ...(proof && { proof }),
});
export const unknown = (why: string): Finding => ({ verdict: 'unknown', why });
export const invalid = (why: string): Finding => ({ verdict: 'invalid', why });
