import { expect, test } from 'vitest';
import type { JudgedCheck, Verdict } from '../../harness/judge/index.ts';
import type { Mutant } from './mutant.ts';
import { resultOf } from './result.ts';

const scenario = {
  name: 's',
  title: 't',
  expectation: 'recovery',
  steadyMs: 1,
  faults: [],
} as const;
const mutant: Mutant = { defect: 'd', title: 't', scenario, engine: 'd', caughtBy: 'claims-true' };
const check = (id: string, verdict: Verdict, kind: JudgedCheck['kind'] = 'safety') => {
  return { id, kind, verdict, why: '' };
};
const judged = (verdict: Verdict, ...checks: JudgedCheck[]) => {
  return { judged: { verdict, reasons: ['a reason'], checks }, runDir: 'r' };
};

test('what fails the check that was to catch it is caught', () => {
  const seen = judged('fail', check('claims-true', 'fail'), check('restored', 'pass', 'rig'));
  const { red, caught, note } = { note: undefined, ...resultOf(mutant, seen, true) };
  expect({ red, caught, note }).toEqual({ red: ['claims-true'], caught: true, note: undefined });
});

test('what fails another check is caught, and that is said', () => {
  const found = resultOf(
    mutant,
    judged('fail', check('rto-within-target', 'fail', 'measure')),
    true,
  );
  expect(found).toMatchObject({ caught: true, note: 'not by claims-true' });
});

test.each([
  ['passes', judged('pass', check('claims-true', 'pass')), 'no check saw it'],
  [
    'cannot be concluded',
    judged('unknown', check('host-quiet', 'unknown', 'assumption')),
    /a reason/,
  ],
  ['fails for the rig alone', judged('invalid', check('restored', 'fail', 'rig')), /not concluded/],
])('what %s is missed', (_, seen, words) => {
  const { caught, note } = { note: '', ...resultOf(mutant, seen, true) };
  expect(caught).toBe(false);
  expect(note).toMatch(words);
});

test('where the control does not pass nothing counts as caught', () => {
  const found = resultOf(mutant, judged('fail', check('claims-true', 'fail')), false);
  expect(found).toMatchObject({ caught: false, note: expect.stringMatching(/control/) });
});
