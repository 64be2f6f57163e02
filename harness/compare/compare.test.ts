import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { journalOf } from '../journal/index.ts';
import { type Judged, judge } from '../judge/index.ts';
import { drillEntries } from '../judge/testing/drill-entries.ts';
import { type Comparison, compare } from './compare.ts';
import { comparisonLines } from './comparison-lines.ts';

const one = judge(journalOf(drillEntries({ operationsPerSecond: 20, vantages: ['us-east-1'] })));

/** The same run with a detection that took so much longer, and so an RTO as much longer. */
function later(moreMs: number): Judged {
  const { services, waterfall } = one;
  const moved = waterfall.map((bar) => {
    if (bar.phase === 'first-error') return bar;
    const startMs = bar.phase === 'detected' ? bar.startMs : bar.startMs + moreMs;
    return { ...bar, startMs, endMs: bar.endMs + moreMs };
  });
  const slower = services.map((service) => ({ ...service, rtoMs: Number(service.rtoMs) + moreMs }));
  return { ...one, services: slower, waterfall: moved };
}

const runs = (...moreMs: readonly number[]) => moreMs.map(later);
const change = ({ changes }: Comparison, what: string) =>
  changes.find((found) => found.what === what);

const before = runs(0, 100, 200, 300, 400, 500, 600, 700);
const after = runs(4100, 4200, 4300, 4400, 4500, 4600, 4700, 4800);

describe('compare', () => {
  test('a detection that takes longer is a regression of the detection, and of the RTO', () => {
    const found = compare(before, after);
    expect(found.regressed).toBe(true);
    expect(change(found, 'detection')).toMatchObject({
      difference: 4100,
      finding: 'regression',
      test: { exact: true, delta: 1 },
    });
    // 2 / C(16, 8), for both figures that differ.
    expect(change(found, 'detection')?.test?.p).toBeCloseTo(2 / 12_870, 10);
    expect(change(found, 'detection')?.test?.adjustedP).toBeCloseTo(4 / 12_870, 10);
    expect(change(found, 'promotion')).toMatchObject({ difference: 0, finding: 'none' });
    expect(comparisonLines(found).join('\n')).toMatch(
      /REGRESSION {2}detection of core-api at us-east-1: \+4\.1 s \(.* → .*\), p < 0\.001, Cliff/,
    );
  });

  test('the other way round it is an improvement, and none is a regression', () => {
    const found = compare(after, before);
    expect(found.regressed).toBe(false);
    expect(change(found, 'RTO')?.finding).toBe('improvement');
  });

  test('what is surely there but matters to nobody is no regression', () => {
    const little = runs(800, 810, 820, 830, 840, 850, 860, 870);
    const found = compare(runs(0, 10, 20, 30, 40, 50, 60, 70), little);
    expect(change(found, 'RTO')).toMatchObject({ difference: 800, finding: 'none' });
    expect(change(found, 'RTO')?.test?.adjustedP).toBeLessThan(0.05);
    expect(found.regressed).toBe(false);
  });

  test('of one run against one no test is possible, and the difference is held up alone', () => {
    const found = compare(runs(0), runs(4100));
    expect(change(found, 'detection')).toMatchObject({ difference: 4100, finding: 'larger' });
    expect(change(found, 'detection')?.test).toBeUndefined();
    expect(found.regressed).toBe(false);
    const lines = comparisonLines(found).join('\n');
    expect(lines).toMatch(/No test is possible: of 1 and 1 run /);
    expect(lines).toMatch(/not shown +detection of core-api at us-east-1: \+4\.1 s .* not tested/);
    expect(lines).toMatch(/No regression was shown, but 2 differences/);
  });

  test('runs that never come back any more are a regression', () => {
    const never = after.map((run) => ({
      ...run,
      services: run.services.map((service) => ({ ...service, rtoMs: 'infinity' as const })),
    }));
    const found = compare(before, never);
    expect(change(found, 'RTO')).toMatchObject({
      difference: Number.POSITIVE_INFINITY,
      finding: 'regression',
    });
    expect(comparisonLines(found).join('\n')).toMatch(/\+∞/);
    expect(change(compare(never, never), 'RTO')?.difference).toBe(0);
  });

  test('the same runs, dealt out anyhow, are a regression no more often than promised', () => {
    const deal = fc.shuffledSubarray([...Array(16).keys()], { minLength: 16 });
    let alarms = 0;
    let deals = 0;
    fc.assert(
      fc.property(deal, (order) => {
        const dealt = order.map((index) => later(index * 3000));
        deals += 1;
        if (compare(dealt.slice(0, 8), dealt.slice(8)).regressed) alarms += 1;
      }),
      { numRuns: 300, seed: 20_261_122 },
    );
    // Half of the 5 % are improvements.
    expect(alarms / deals).toBeLessThan(0.05);
  });
});

test('what was made in another way is not compared, and every reason is said at once', () => {
  const other = { ...one, scenario: 'other', plan: 'kyb', profile: 'realtime' as const };
  expect(() => compare([one], [other])).toThrow(/scenarios.*\n.*plan.*\n.*targets.*\n.*profile/);
  expect(() => compare([one], [{ ...one, control: true }])).toThrow(/kind: trial against control/);
});
