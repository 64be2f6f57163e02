import type { Check } from './contradiction.ts';
import { formatDuration } from './quantity.ts';

/** A leader that renews too seldom is lost by itself, and so is an opinion told too seldom. */
const leadersLast: Check = ({ control }) => {
  if (!control) return [];
  const pairs = [
    ['leaderTtl', control.leaderTtlMs, 3 * control.renewEveryMs, 'three renewals'],
    ['opinionLasts', control.opinionLastsMs, 3 * control.tellEveryMs, 'three tellings'],
  ] as const;
  return pairs
    .filter(([, lastsMs, leastMs]) => lastsMs < leastMs)
    .map(([key, , leastMs, what]) => ({
      path: ['control', key],
      expected: `expected at least ${formatDuration(leastMs)}, ${what}`,
    }));
};

/** Of two regions the loss of either is the loss of the majority. */
const quorumPossible: Check = ({ regions }) => {
  const count = Object.keys(regions ?? {}).length;
  if (!regions || count >= 3) return [];
  const expected = `expected three or more, so that most survive the loss of one; found ${count}`;
  return [{ path: ['regions'], expected }];
};

/** That the controllers can agree, and go on agreeing. */
export const controlChecks: readonly Check[] = [leadersLast, quorumPossible];
