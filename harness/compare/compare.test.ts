import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparison, compare } from './compare.ts';
import { comparisonLines } from './comparison-lines.ts';
import { changed, later, one, runs, withRto, withStore } from './testing/made-up-runs.ts';

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
      /REGRESSION {2}detection of core-api at us-east-1: \+4\.1 s \(.* → .*\),.* p < 0\.001, Cliff/,
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
    expect(lines).toMatch(
      /Of 2 figures that can differ none is significant with fewer than 5 runs on either/,
    );
    expect(found.leastRuns).toBe(5);
    expect(lines).toMatch(/not shown +detection of core-api at us-east-1: \+4\.1 s .* not tested/);
    expect(lines).toMatch(/No regression was shown, but 2 differences/);
  });

  test('runs that never come back any more are a regression', () => {
    const never = after.map((run) => withRto(run, 'infinity'));
    const found = compare(before, never);
    expect(change(found, 'RTO')).toMatchObject({
      difference: Number.POSITIVE_INFINITY,
      finding: 'regression',
    });
    expect(comparisonLines(found).join('\n')).toMatch(/\+∞/);
    expect(change(compare(never, never), 'RTO')?.difference).toBe(0);
  });

  test('a quarter that never comes back is a regression, although the middle stays', () => {
    const set = Array.from({ length: 59 }, (_, index) => later(index * 10));
    const mostly = set.map((run, index) => (index < 25 ? withRto(run, 'infinity') : run));
    const found = compare(set, mostly);
    expect(Math.abs(Number(change(found, 'RTO')?.difference))).toBeLessThan(1000);
    expect(change(found, 'RTO')).toMatchObject({ finding: 'regression', after: { never: 25 } });
    expect(change(compare(mostly, set), 'RTO')?.finding).toBe('improvement');
    expect(comparisonLines(found).join('\n')).toMatch(/REGRESSION {2}RTO .*never in 25 of 59/);
  });

  test('so is a sixth, which moves no quartile either', () => {
    const set = Array.from({ length: 59 }, () => one);
    const some = set.map((run, index) => (index < 10 ? withRto(run, 'infinity') : run));
    expect(change(compare(set, some), 'RTO')).toMatchObject({
      difference: 0,
      finding: 'regression',
      after: { upperQuartile: one.judged.services[0]?.rtoMs, never: 10 },
    });
  });

  test('an upper quarter that loses writes is a regression, although the middle loses none', () => {
    const set = Array.from({ length: 20 }, () => withStore(one, { rpoOps: [0, 0] }));
    const losing = set.map((run, i) => (i < 8 ? withStore(run, { rpoOps: [90, 90] }) : run));
    expect(change(compare(set, losing), 'lost writes')).toMatchObject({
      difference: 0,
      finding: 'regression',
      before: { upperQuartile: 0 },
      after: { upperQuartile: 90 },
    });
  });

  test('a share that never comes back and is too small to be shown is held up alone', () => {
    const found = compare(before, [
      ...runs(0, 100, 200, 300, 400, 500, 600),
      withRto(one, 'infinity'),
    ]);
    expect(change(found, 'RTO')?.finding).toBe('larger');
  });

  test('what was acknowledged after t0 and lost is a figure of its store', () => {
    const lost = { ops: 40, bytes: 4000, lastMs: 900 };
    const losing = before.map((run) => withStore(run, { lostAfterFault: lost }));
    expect(change(compare(before, losing), 'lost writes after t0')).toMatchObject({
      where: 'postgres',
      difference: 40,
      finding: 'regression',
    });
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
  const other = changed(one, { scenario: 'other', plan: 'kyb', profile: 'realtime' });
  expect(() => compare([one], [other])).toThrow(/scenarios.*\n.*plan.*\n.*targets.*\n.*profile/);
  expect(() => compare([one], [changed(one, { control: true })])).toThrow(
    /kind: trial against control/,
  );
});

describe('a figure that not every side has', () => {
  const unmeasured = before.map((run) => withRto(run, 'unmeasured'));

  test('any more is lost, and nothing can be concluded', () => {
    const found = compare(before, unmeasured);
    expect(change(found, 'RTO')?.finding).toBe('only-before');
    expect(found).toMatchObject({ regressed: false, inconclusive: [expect.stringMatching(/RTO/)] });
    const lines = comparisonLines(found).join('\n');
    expect(lines).toMatch(/only before +RTO of core-api at us-east-1: 12.* → not measured/);
    expect(lines).toMatch(/^Inconclusive: /m);
    expect(lines).not.toMatch(/No regression/);
  });

  test('yet is said to be new', () => {
    const found = compare(unmeasured, before);
    expect(change(found, 'RTO')?.finding).toBe('only-after');
    expect(found.inconclusive).toEqual([]);
    expect(comparisonLines(found).join('\n')).toMatch(/only after +RTO of .*: not measured → /);
  });

  test('on neither is said to be measured nowhere', () => {
    const found = compare(unmeasured, unmeasured);
    expect(change(found, 'RTO')?.finding).toBe('not-measured');
    expect(comparisonLines(found).join('\n')).toMatch(
      /unmeasured +RTO of core-api at us-east-1: not measured → not measured/,
    );
  });

  test('nor does a store that was not read back say what it lost', () => {
    const unread = before.map((run) => withStore(run, { region: '', rpoOps: [0, 9000] }));
    expect(change(compare(before, unread), 'lost writes')?.finding).toBe('only-before');
  });
});
