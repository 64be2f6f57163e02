import { expect, test } from 'vitest';
import type { MutantResult } from './result.ts';
import { exitCodeOf, type ScoreParts, scoreOf, textOf } from './score.ts';

const mutant = (defect: string, caught: boolean): MutantResult => ({
  ...{ defect, scenario: 's', verdict: caught ? 'fail' : 'pass', caught, runDir: 'r' },
  ...{ red: caught ? ['claims-true'] : [], expected: 'claims-true' },
});
const control = { scenario: 's', verdict: 'pass', reasons: [], runDir: 'r' } as const;
const parts = (...mutants: MutantResult[]): ScoreParts => ({
  ...{ commit: 'c', startedAt: 't', controls: [control], mutants },
  without: [{ defect: 'later', why: 'no such part' }],
});

test('counts, and prints each with the checks that caught it', () => {
  const score = scoreOf(parts(mutant('a', true), mutant('bb', true)));
  expect(score).toMatchObject({ caught: 2, missed: 0, notApplicable: 1 });
  expect(textOf(score).split('\n').slice(1)).toEqual([
    'caught   a      fail  claims-true',
    'caught   bb     fail  claims-true',
    'no part  later  -     no such part',
    '',
    '2 caught, 0 missed, 1 without a part yet',
    '',
  ]);
  expect(exitCodeOf(score)).toBe(0);
});

test('a defect that was missed, or a control that does not pass, is a failure', () => {
  expect(exitCodeOf(scoreOf(parts(mutant('a', true), mutant('b', false))))).toBe(1);
  const failed = {
    ...parts(mutant('a', true)),
    controls: [{ ...control, verdict: 'fail' as const }],
  };
  expect(exitCodeOf(scoreOf(failed))).toBe(1);
});
