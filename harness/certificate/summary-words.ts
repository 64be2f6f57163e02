import { duration } from '../judge/duration.ts';
import { confidence, trialsToShow } from '../statistics/binomial.ts';
import type { Distribution, Figure } from '../statistics/distribution.ts';
import { leastForGroups } from '../statistics/two-groups.ts';
import type { LostAfterFault, ScenarioSummary, Tally } from './summary.ts';

/** What the trials of one scenario came to, and what so many allow to be said; a sentence each. */
export function summaryWords(summary: ScenarioSummary): string[] {
  const { trials, controls, rto, rpo, lostAfterFault } = summary;
  return [
    `${counted(trials.runs, 'trial')}: ${tally(trials)}.`,
    `${counted(controls.runs, 'control run')} without a fault: ${tally(controls)}.`,
    ...rto.map((found) => `RTO of ${found.service} at its slowest vantage: ${spread(found)}`),
    ...rpo.map((found) => `RPO of ${found.store}, at most: ${spread(found)}`),
    ...lostAfterFault.map(lostAfter),
    ...tooFew([...rto, ...rpo]),
    ...allowed(summary),
  ];
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function tally({ passed, missed, discarded }: Tally): string {
  const rest = discarded === 0 ? [] : [`${discarded} discarded and not made again`];
  return [`${passed} passed`, `${missed} missed`, ...rest].join(', ');
}

function spread(found: Distribution): string {
  const { min, median, max, groups } = found;
  const [least, middle, most] = [min, median, max].map(figure);
  const places = `min ${least}, median ${middle}, max ${most}.${neverBack(found)}`;
  if (groups)
    return (
      `${places} Bimodal: ${groups.low} up to ${duration(groups.lowTo)} and ${groups.high} from ` +
      `${duration(groups.highFrom)}, nothing between (p = ${groups.p.toPrecision(1)}), so the ` +
      'median is not typical.'
    );
  return places;
}

function neverBack({ values, never = 0 }: Distribution): string {
  if (never === 0) return '';
  const others = values - never;
  const apart = others === 0 ? '' : `: a group of their own, beside ${counted(others, 'other')}`;
  return ` ${never} of ${values} never came back${apart}.`;
}

function lostAfter({ store, trials, lossy, ops, lastMs }: LostAfterFault): string {
  const what = `${store}, acknowledged after the fault had begun and lost:`;
  if (lossy === 0) return `${what} none.`;
  const most = `at most ${counted(ops, 'write')}, the last ${duration(lastMs)} after the fault`;
  return `${what} in ${lossy} of ${counted(trials, 'trial')}, ${most}.`;
}

function tooFew(found: readonly Distribution[]): string[] {
  // Those that never came back are told apart by themselves.
  const finite = found.map(({ values, never = 0 }) => values - never);
  if (finite.every((count) => count === 0 || count >= leastForGroups)) return [];
  return [`Too few to see whether results are in two groups: ${leastForGroups} are needed.`];
}

function figure(value: Figure): string {
  return duration(value === 'infinity' ? Number.POSITIVE_INFINITY : value);
}

function allowed({ trials, leastShare, leastShareAtWorst }: ScenarioSummary): string[] {
  const judged = trials.passed + trials.missed;
  if (judged === 0) return ['No trial could be judged, so nothing can be said.'];
  const sure = percent(confidence);
  const met = trials.missed === 0 ? 'without a miss' : `with ${trials.missed} missed`;
  const atWorst =
    trials.discarded === 0
      ? ''
      : `, ${percent(leastShareAtWorst)} if each discarded one had been a miss`;
  const says =
    `From ${counted(judged, 'trial')} ${met} follows no more than this: with ${sure} ` +
    `confidence, at least ${percent(leastShare)} of such failures meet every target${atWorst}.`;
  const needed = trialsToShow(0.95);
  if (leastShare >= 0.95) return [says];
  return [`${says} A p95 is not shown: that takes ${needed} without a miss.`];
}

/** Rounded down: a share is never said to be higher than it was shown to be. */
function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-9) / 100} %`;
}
