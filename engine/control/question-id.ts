import type { FailoverDecision } from '../decide/decide.ts';

/** One question is asked once in an epoch. */
export function questionId({ epoch, trigger }: FailoverDecision): string {
  return `${epoch}-${trigger}`;
}
