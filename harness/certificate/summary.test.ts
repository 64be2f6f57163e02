import { expect, test } from 'vitest';
import type { RunFigures } from './run-figures.ts';
import { summariesOf } from './summary.ts';
import { summaryWords } from './summary-words.ts';
import { evidenceOf } from './testing/evidence-of.ts';

const { services, stores } = evidenceOf().figures;
const trial = (changes: Partial<RunFigures> = {}) => evidenceOf(changes).figures;
const took = (...times: readonly (number | 'infinity')[]) =>
  times.map((rtoMs) => trial({ services: services.map((one) => ({ ...one, rtoMs })) }));
const lost = (...counts: readonly number[]) =>
  counts.map((ops) => {
    const lostAfterFault = { ops, bytes: ops * 100, lastMs: ops * 20 };
    return trial({ stores: stores.map((one) => ({ ...one, lostAfterFault })) });
  });
const wordsOf = (runs: readonly RunFigures[]) => summariesOf(runs).flatMap(summaryWords).join('\n');

test.each([
  [5, 'at least 54.92 % of such failures', true],
  [20, 'at least 86.08 % of such failures', true],
  [58, 'at least 94.96 % of such failures', true],
  [59, 'at least 95.04 % of such failures', false],
])('%i trials without a miss: what they allow', (count, allowed, needsMore) => {
  const words = wordsOf(Array.from({ length: count }, () => trial()));
  expect(words).toContain(`with 95 % confidence, ${allowed}`);
  expect(/A p95 is not shown: that takes 59/.test(words)).toBe(needsMore);
});

test('a miss counts, and a discarded run is counted apart', () => {
  const runs = [
    ...Array.from({ length: 8 }, () => trial()),
    trial({ verdict: 'fail' }),
    trial({ verdict: 'unknown', reasons: ['host-quiet: busy'] }),
    trial({ control: true }),
  ];
  const [summary] = summariesOf(runs);
  expect(summary).toMatchObject({
    trials: { runs: 10, passed: 8, missed: 1, discarded: 1 },
    controls: { runs: 1, passed: 1 },
  });
  // Clopper and Pearson: 8 of 9, and 8 of 10.
  expect(summary?.leastShare).toBeCloseTo(0.5709, 3);
  expect(summary?.leastShareAtWorst).toBeCloseTo(0.4931, 3);
  expect(wordsOf(runs)).toContain('8 passed, 1 missed, 1 discarded and not made again');
});

test('the slowest vantage of each trial makes the distribution', () => {
  const [summary] = summariesOf([trial(), trial(), trial()]);
  expect(summary?.rto).toEqual([
    { service: 'core-api', values: 3, min: 44_500, median: 44_500, max: 44_500 },
  ]);
});

test('two groups are said to be two, and too few to see it are said to be too few', () => {
  const quick = [41_000, 41_200, 41_700, 40_900, 41_100];
  const slow = [71_000, 71_300, 70_800, 71_900, 71_200];
  expect(wordsOf(took(...quick, ...slow))).toMatch(
    /Bimodal: 5 up to 41\.7 s and 5 from 70\.8 s, nothing between/,
  );
  expect(wordsOf(took(...quick))).toMatch(/Too few to see whether results are in two groups: 8/);
  expect(wordsOf(took(...quick, ...quick))).not.toMatch(/Bimodal|Too few/);
});

test('a trial that never came back is the slowest', () => {
  expect(wordsOf(took(41_000, 42_000, 'infinity'))).toMatch(/min 41\.0 s, median 42\.0 s, max ∞/);
});

test('those that never came back are a group of their own', () => {
  const half = wordsOf(took(...Array(5).fill(41_000), ...Array(5).fill('infinity')));
  expect(half).toMatch(/max ∞\. 5 of 10 never came back: a group of their own, beside 5 others\./);
  expect(half).toMatch(/Too few to see whether results are in two groups: 8/);
  const all = wordsOf(took(...Array(10).fill('infinity')));
  expect(all).toMatch(/10 of 10 never came back\.\n/);
  expect(wordsOf(took(...Array(10).fill(41_000)))).not.toMatch(/never/);
});

test('what was lost after the fault is said apart, though every target was met', () => {
  expect(wordsOf(lost(0, 500, 20))).toContain(
    'postgres, acknowledged after the fault had begun and lost: in 2 of 3 trials, at most 500 ' +
      'writes, the last 10.0 s after the fault.',
  );
  expect(wordsOf(lost(0, 0))).toContain('after the fault had begun and lost: none.');
});

test('with nothing that counts nothing is said', () => {
  expect(wordsOf([trial({ verdict: 'invalid' })])).toMatch(/No trial could be judged/);
});
