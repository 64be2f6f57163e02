import { duration } from '../judge/duration.ts';
import type { Change, Spread } from './change.ts';
import type { CheckChange } from './checks.ts';
import type { Unit } from './measures.ts';
import type { Tested } from './tested.ts';

const findingWords = {
  regression: 'REGRESSION',
  'only-before': 'only before',
  'only-after': 'only after',
  'not-measured': 'unmeasured',
  improvement: 'improvement',
  larger: 'not shown',
  none: '',
} as const;

/** One figure; `runs` are those of its scenario. */
export function changeLine(change: Change, runs: readonly [before: number, after: number]): string {
  const { what, where, unit, before, after, difference, test, finding } = change;
  const head = `${findingWords[finding].padEnd(11)} ${what} of ${where}:`;
  const places = `${said(before?.median, unit)} → ${said(after?.median, unit)}`;
  if (difference === undefined || !before || !after) return `${head} ${places}`;
  return [
    `${head} ${signed(difference, unit)} (${places})`,
    ...(finding === 'none' ? [] : beyondTheMedian(unit, before, after)),
    ...measuredIn(before, after, runs),
    tested(test),
  ].join(', ');
}

export function checkLine({ id, failed, of, test, finding }: CheckChange): string {
  const head = `${findingWords[finding].padEnd(11)} ${id}:`;
  const red = `red in ${failed[0]} of ${of[0]} runs → ${failed[1]} of ${of[1]}`;
  return [`${head} ${red}`, ...(test ? [tested(test)] : [])].join(', ');
}

function beyondTheMedian(unit: Unit, before: Spread, after: Spread): string[] {
  const quartiles = [before.upperQuartile, after.upperQuartile] as const;
  return [
    ...(quartiles[0] === quartiles[1]
      ? []
      : [`upper quartile ${said(quartiles[0], unit)} → ${said(quartiles[1], unit)}`]),
    ...(before.never + after.never === 0
      ? []
      : [`never in ${before.never} of ${before.runs} → never in ${after.never} of ${after.runs}`]),
  ];
}

function measuredIn(
  before: Spread,
  after: Spread,
  [from, to]: readonly [number, number],
): string[] {
  if (before.runs === from && after.runs === to) return [];
  return [`measured in ${before.runs} of ${from} → ${after.runs} of ${to}`];
}

function tested(test: Tested | undefined): string {
  if (!test) return 'not tested';
  const p = test.adjustedP < 0.001 ? 'p < 0.001' : `p = ${test.adjustedP.toPrecision(2)}`;
  return `${p}, Cliff's delta ${test.delta.toFixed(2)}, ${size(test.delta)}`;
}

function signed(difference: number, unit: Unit): string {
  if (difference === 0) return '±0';
  return `${difference > 0 ? '+' : '−'}${said(Math.abs(difference), unit)}`;
}

function said(value: number | undefined, unit: Unit): string {
  if (value === undefined) return 'not measured';
  return unit === 'ms' ? duration(value) : `${value} writes`;
}

/** Romano et al., "Appropriate statistics for ordinal level data" (2006). */
function size(delta: number): string {
  const strength = Math.abs(delta);
  if (strength < 0.147) return 'negligible';
  if (strength < 0.33) return 'small';
  return strength < 0.474 ? 'medium' : 'large';
}
