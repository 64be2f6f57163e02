import type { MutantScore } from './mutant-score.ts';

/** A sentence on how far the judge itself was put to the test, for this commit. */
export function mutantWords(score: MutantScore, commit: string): string {
  if (score.state === 'absent')
    return `Not measured: ${score.why}. That the judge catches a broken engine is not shown.`;
  const { caught, missed, notApplicable, profile = 'not said' } = score;
  const says =
    `${caught} of ${caught + missed} broken engines were caught with profile ${profile}, ` +
    `${missed} were not; ${notApplicable} did not apply.`;
  return score.commit === commit ? says : `${says} Measured at another commit, ${score.commit}.`;
}

/** Why it is not shown that the judge of this commit catches a broken engine, if it is not. */
export function mutantDoubt(score: MutantScore, commit: string): string | undefined {
  const what = 'That the judge catches a broken engine is not shown';
  if (score.state === 'absent') return `${what}: ${score.why}.`;
  if (score.caught + score.missed === 0) return `${what}: no broken engine was drilled.`;
  if (score.commit === commit) return undefined;
  return `${what} for this commit: the mutant score is of ${score.commit}.`;
}
