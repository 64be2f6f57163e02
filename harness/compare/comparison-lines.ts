import { duration } from '../judge/duration.ts';
import { smallestP } from '../statistics/rank-test.ts';
import { type Change, type Comparison, significance } from './compare.ts';
import type { Unit } from './measures.ts';
import { practicalWords } from './practical.ts';

/** A comparison for a terminal: what was tested and how, every figure, and what follows. */
export function comparisonLines(comparison: Comparison): string[] {
  const { scenarios, changes, tests } = comparison;
  const body = scenarios.flatMap(({ scenario, runs, smallestP: p }) => [
    '',
    `${scenario}: ${counted(runs[0])} before, ${counted(runs[1])} after`,
    ...limits(runs, p, tests).map((line) => `  ${line}`),
    ...changes
      .filter((change) => change.scenario === scenario && hasSomething(change))
      .sort((a, b) => findings.indexOf(a.finding) - findings.indexOf(b.finding))
      .map((change) => `  ${changeLine(change)}`),
  ]);
  return [...body, '', ...method(tests), conclusion(comparison)];
}

/** What matters first; the others in the order of the waterfall. */
const findings: readonly Change['finding'][] = ['regression', 'larger', 'improvement', 'none'];

/** A phase that nobody spent any time in needs no line. */
function hasSomething({ medians, difference }: Change): boolean {
  return difference !== 0 || medians[0] !== 0;
}

function counted(runs: number): string {
  return runs === 1 ? '1 run' : `${runs} runs`;
}

function limits(runs: readonly [number, number], p: number, tests: number): string[] {
  const [before, after] = runs;
  if (p >= significance)
    return [
      `No test is possible: of ${before} and ${counted(after)} even the most extreme result has ` +
        `p = ${p.toPrecision(2)}. Differences are held against what matters alone.`,
    ];
  if (p * tests < significance) return [];
  return [
    `So few runs cannot show a single difference among ${tests}: that takes ` +
      `${runsNeeded(tests)} and ${runsNeeded(tests)}, unless several differ at once.`,
  ];
}

/** As many on either side that the most extreme result is significant after the correction. */
function runsNeeded(tests: number): number {
  let runs = 2;
  while (smallestP(runs, runs) * tests >= significance) runs += 1;
  return runs;
}

function changeLine({ what, where, unit, medians, difference, test, finding }: Change): string {
  const [before, after] = medians.map((value) => said(value, unit));
  const head = `${findingWords[finding].padEnd(11)} ${what} of ${where}:`;
  const places = `${signed(difference, unit)} (${before} → ${after})`;
  if (!test) return `${head} ${places}, not tested`;
  const p = test.adjustedP < 0.001 ? 'p < 0.001' : `p = ${test.adjustedP.toPrecision(2)}`;
  const delta = `Cliff's delta ${test.delta.toFixed(2)}, ${size(test.delta)}`;
  return `${head} ${places}, ${p}, ${delta}`;
}

const findingWords = {
  regression: 'REGRESSION',
  improvement: 'improvement',
  larger: 'not shown',
  none: '',
} as const;

function signed(difference: number, unit: Unit): string {
  if (Number.isNaN(difference)) return 'only on one side';
  if (difference === 0) return '±0';
  return `${difference > 0 ? '+' : '−'}${said(Math.abs(difference), unit)}`;
}

function said(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return 'nothing';
  return unit === 'ms' ? duration(value) : `${value} writes`;
}

/** Romano et al., "Appropriate statistics for ordinal level data" (2006). */
function size(delta: number): string {
  const strength = Math.abs(delta);
  if (strength < 0.147) return 'negligible';
  if (strength < 0.33) return 'small';
  return strength < 0.474 ? 'medium' : 'large';
}

function method(tests: number): string[] {
  return [
    `Tested: ${tests} figures, by the rank test of Mann and Whitney, two-sided; p is corrected ` +
      'after Holm for all of them.',
    `A regression is significant (p < ${significance}) and matters: ${practicalWords}.`,
  ];
}

function conclusion({ regressed, changes }: Comparison): string {
  const count = (finding: Change['finding']) => changes.filter((c) => c.finding === finding).length;
  if (regressed) return `Regression: ${count('regression')} figures are worse.`;
  const larger = count('larger');
  if (larger === 0) return 'No regression.';
  return (
    `No regression was shown, but ${larger} differences (not shown) would matter if they are ` +
    'there: more trials would tell.'
  );
}
