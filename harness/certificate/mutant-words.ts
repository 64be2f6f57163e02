import type { MutantScore } from './mutant-score.ts';

/** A sentence on how far the judge itself was put to the test, for this commit. */
export function mutantWords(score: MutantScore, commit: string): string {
  if (score.state === 'absent')
    return `Not measured: ${score.why}. That the judge catches a broken engine is not shown.`;
  const { caught, missed, notApplicable } = score;
  const says =
    `${caught} of ${caught + missed} broken engines were caught, ${missed} were not; ` +
    `${notApplicable} did not apply.`;
  return score.commit === commit ? says : `${says} Measured at another commit, ${score.commit}.`;
}
