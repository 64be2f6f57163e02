import type { Change, Finding } from './change.ts';
import { changeLine, checkLine } from './change-lines.ts';
import type { Comparison } from './compare.ts';
import { practicalWords } from './practical.ts';
import { significance } from './tested.ts';

/** A comparison for a terminal: what was tested and how, every figure, and what follows. */
export function comparisonLines(comparison: Comparison): string[] {
  const { scenarios, discarded, checks, changes } = comparison;
  const leftOut = discarded.map(
    ({ side, path, verdict, reasons }) =>
      `left out ${side}: ${path}: ${verdict}: ${reasons[0] ?? 'no reason was given'}`,
  );
  const body = scenarios.flatMap((of) => [
    '',
    `${of.scenario}: ${counted(of.runs[0], 'run')} before, ${counted(of.runs[1], 'run')} after`,
    ...limits(of, comparison).map((line) => `  ${line}`),
    ...sorted(checks.filter(({ scenario }) => scenario === of.scenario)).map(
      (check) => `  ${checkLine(check)}`,
    ),
    ...sorted(changes.filter((one) => one.scenario === of.scenario && hasSomething(one))).map(
      (change) => `  ${changeLine(change, of.runs)}`,
    ),
  ]);
  return [...leftOut, ...body, '', ...method(comparison), ...conclusion(comparison)];
}

/** What matters first; the others in the order of the waterfall. */
const findings: readonly Finding[] = [
  'regression',
  'only-before',
  'only-after',
  'not-measured',
  'larger',
  'improvement',
  'none',
];

function sorted<T extends { readonly finding: Finding }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => findings.indexOf(a.finding) - findings.indexOf(b.finding));
}

/** A phase that nobody spent any time in needs no line. */
function hasSomething({ finding, before, difference }: Change): boolean {
  return finding !== 'none' || difference !== 0 || before?.median !== 0;
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function limits(
  { runs, smallestP }: Comparison['scenarios'][number],
  { differing }: Comparison,
): string[] {
  const [before, after] = runs;
  if (before === 0 || after === 0) return ['Nothing to compare: a side has no run.'];
  const extreme = `of ${before} and ${counted(after, 'run')} even the most extreme result has`;
  if (smallestP >= significance)
    return [
      `No test is possible: ${extreme} p = ${smallestP.toPrecision(2)}. Differences are held ` +
        'against what matters alone.',
    ];
  const corrected = smallestP * differing;
  if (corrected < significance) return [];
  return [
    `No figure can be shown to differ: ${extreme} p = ` +
      `${Math.min(1, corrected).toPrecision(2)} after correction.`,
  ];
}

function method({ tests, differing, leastRuns }: Comparison): string[] {
  return [
    `Tested: ${counted(tests, 'figure')}, by the rank test of Mann and Whitney, two-sided; p is ` +
      'corrected after Holm for all of them.',
    `Of ${counted(differing, 'figure')} that can differ none is significant with fewer than ` +
      `${leastRuns} runs on either side.`,
    `A figure is a regression if it is significant (p < ${significance}), and its median or its ` +
      `upper quartile rises by ${practicalWords}; or the share of runs that never come back rises.`,
    'A check is one if it is red after and never was before; one that was red before is tested.',
  ];
}

function conclusion({ regressed, inconclusive, changes, checks }: Comparison): string[] {
  const doubts = inconclusive.map((why) => `Inconclusive: ${why}.`);
  const count = (all: readonly { readonly finding: Finding }[], finding: Finding) =>
    all.filter((one) => one.finding === finding).length;
  if (regressed) {
    const worse = [
      [count(checks, 'regression'), 'check'],
      [count(changes, 'regression'), 'figure'],
    ] as const;
    const said = worse.filter(([some]) => some > 0).map(([some, what]) => counted(some, what));
    return [`Regression: ${said.join(' and ')}.`, ...doubts];
  }
  if (doubts.length > 0) return doubts;
  const larger = count([...changes, ...checks], 'larger');
  if (larger === 0) return ['No regression.'];
  return [
    `No regression was shown, but ${counted(larger, 'difference')} (not shown) would matter if ` +
      'they are there: more trials would tell.',
  ];
}
