import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { comparisonLines } from './comparison-lines.ts';
import { changed, failing, noisy, one, runs } from './testing/made-up-runs.ts';

const green = runs(0, 100, 200, 300);
const zombie = 'no-zombie-acknowledgement';

describe('a check', () => {
  test('that was never red and is so once is a regression', () => {
    const found = compare(green, [failing(one, zombie), ...green.slice(1)]);
    expect(found).toMatchObject({
      regressed: true,
      checks: [{ id: zombie, kind: 'safety', failed: [0, 1], of: [4, 4], finding: 'regression' }],
    });
    const lines = comparisonLines(found).join('\n');
    expect(lines).toMatch(/REGRESSION {2}no-zombie-acknowledgement: red in 0 of 4 runs → 1 of 4/);
    expect(lines).toMatch(/Regression: 1 check\./);
  });

  test('that was red already is shown, and is no regression while it is so as often', () => {
    const red = green.map((run, index) => (index === 0 ? failing(run, zombie) : run));
    const found = compare(red, red);
    expect(found.regressed).toBe(false);
    expect(found.checks).toMatchObject([{ id: zombie, finding: 'none' }]);
    expect(comparisonLines(found).join('\n')).toMatch(/red in 1 of 4 runs → 1 of 4/);
  });

  test('that is red more often is tested as a figure is', () => {
    const set = Array.from({ length: 20 }, () => one);
    const red = (count: number) =>
      set.map((run, index) => (index < count ? failing(run, zombie) : run));
    expect(compare(red(1), red(15)).checks).toMatchObject([{ finding: 'regression' }]);
    expect(compare(red(1), red(2)).checks).toMatchObject([{ finding: 'larger' }]);
    expect(compare(red(15), red(1)).checks).toMatchObject([{ finding: 'improvement' }]);
    expect(compare(red(1), red(15)).checks[0]?.test?.adjustedP).toBeLessThan(0.001);
  });

  test('of a target weighs nothing while what it rests on does not hold', () => {
    const loud = changed(failing(failing(one, zombie), 'rto-within-target'), {
      checks: failing(failing(one, zombie), 'rto-within-target').judged.checks.map((check) =>
        check.id === 'host-quiet' ? { ...check, verdict: 'unknown' as const } : check,
      ),
    });
    expect(compare(green, [loud, ...green]).checks.map(({ id }) => id)).toEqual([zombie]);
  });
});

describe('runs that say nothing', () => {
  test('are listed, and not compared', () => {
    const found = compare(green, [...green, { ...noisy(one), path: 'runs/loud' }]);
    expect(found.scenarios).toMatchObject([{ runs: [4, 4] }]);
    expect(found).toMatchObject({ inconclusive: [], regressed: false });
    expect(found.discarded).toEqual([
      {
        side: 'after',
        scenario: one.judged.scenario,
        path: 'runs/loud',
        verdict: 'unknown',
        reasons: ['host-quiet: too loud'],
      },
    ]);
    expect(comparisonLines(found).join('\n')).toMatch(
      /left out after: runs\/loud: unknown: host-quiet: too loud/,
    );
  });

  test.each([
    ['before', [noisy(one)], green, /no run before .*says anything/],
    ['after', green, [noisy(one)], /no run after .*says anything/],
    ['mostly after', green, [one, noisy(one), noisy(one)], /2 of 3 runs after .*say nothing/],
  ])('and are all there is %s: nothing can be concluded', (_, before, after, reason) => {
    const found = compare(before, after);
    expect(found.regressed).toBe(false);
    expect(found.inconclusive).toContainEqual(expect.stringMatching(reason));
    const lines = comparisonLines(found).join('\n');
    expect(lines).toMatch(/^Inconclusive: /m);
    expect(lines).not.toMatch(/No regression/);
  });

  test('but break a guarantee are no reason to be content', () => {
    const loud = { ...noisy(failing(one, zombie)), path: 'runs/loud' };
    const found = compare(green, [...green, loud]);
    expect(found.regressed).toBe(false);
    expect(found.inconclusive).toEqual([expect.stringMatching(/runs\/loud .* breaks no-zombie-/)]);
  });

  test('do not hide what the others show', () => {
    const found = compare(green, [failing(one, zombie), noisy(one), noisy(one)]);
    expect(found.regressed).toBe(true);
    expect(found.inconclusive).toHaveLength(1);
    expect(comparisonLines(found).join('\n')).toMatch(/^Regression: .*\n*.*Inconclusive/m);
  });
});
