import type { Change } from './change.ts';
import { redChecks } from './checks.ts';
import { type ComparedRun, isUsable } from './usable.ts';

/** Why nothing can be concluded of a scenario, a sentence each; empty if it can. */
export function whyInconclusive(
  scenario: string,
  before: readonly ComparedRun[],
  after: readonly ComparedRun[],
  changes: readonly Change[],
): string[] {
  const usable = after.filter(isUsable).length;
  const discarded = after.length - usable;
  const lost = changes.filter(({ finding }) => finding === 'only-before');
  const first = lost[0];
  return [
    ...(before.some(isUsable) ? [] : [`no run before of ${scenario} says anything`]),
    ...(usable > 0 ? [] : [`no run after of ${scenario} says anything`]),
    ...(usable > 0 && discarded > usable
      ? [`${discarded} of ${after.length} runs after of ${scenario} say nothing`]
      : []),
    ...(first
      ? [
          `${lost.length} figures of ${scenario} were measured before and are not after, the ` +
            `first of them ${first.what} of ${first.where}`,
        ]
      : []),
    ...after.filter((run) => !isUsable(run)).flatMap(brokenIn),
  ];
}

/** Broken is broken; but in a run that says nothing it may be the rig's doing. */
function brokenIn({ path, judged }: ComparedRun): string[] {
  const broken = redChecks(judged).filter(({ kind }) => kind === 'safety');
  const ids = broken.map(({ id }) => id).join(', ');
  return broken.length > 0 ? [`${path} was left out after, and breaks ${ids}`] : [];
}
