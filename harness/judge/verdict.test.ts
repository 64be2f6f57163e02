import { expect, test } from 'vitest';
import { type AbortEntry, type Entry, journalOf } from '../journal/index.ts';
import type { CheckKind, JudgedCheck, Verdict } from './judged.ts';
import { drillEntries } from './testing/drill-entries.ts';
import { exitCodeOf, overall, worstVerdict } from './verdict.ts';

const drill = drillEntries({ operationsPerSecond: 1 });
const check = (kind: CheckKind, verdict: Verdict): JudgedCheck => ({
  id: `${kind}-${verdict}`,
  kind,
  verdict,
  why: 'because',
});

test('the worst verdict wins', () => {
  expect(worstVerdict(['pass', 'unknown', 'fail'])).toBe('fail');
  expect(worstVerdict(['fail', 'not-healed', 'invalid'])).toBe('not-healed');
  expect(worstVerdict([])).toBe('pass');
});

test('while an assumption does not hold a missed target is unknown, a broken rule is not', () => {
  const shaken = check('assumption', 'unknown');
  expect(overall([shaken, check('measure', 'fail')]).verdict).toBe('unknown');
  expect(overall([shaken, check('safety', 'fail')]).verdict).toBe('fail');
  expect(overall([check('assumption', 'pass'), check('measure', 'fail')]).verdict).toBe('fail');
});

test('the reasons begin with the worst', () => {
  const { reasons } = overall([
    check('assumption', 'pass'),
    check('measure', 'unknown'),
    check('safety', 'fail'),
  ]);
  expect(reasons).toEqual(['safety-fail: because', 'measure-unknown: because']);
});

const without = (...kinds: readonly Entry['kind'][]) =>
  drill.filter(({ kind }) => !kinds.includes(kind));
const abort = (reason: AbortEntry['reason']): Entry => ({
  kind: 'abort',
  atMs: 63_000,
  reason,
  detail: 'a test',
});

test.each<[string, Verdict, Entry[], number]>([
  ['targets met', 'pass', drill, 0],
  ['target missed', 'fail', drill, 1],
  ['nothing concluded', 'unknown', drill, 2],
  ['a guardrail', 'invalid', [...drill, abort('guardrail')], 3],
  ['the rig by its ledger', 'invalid', drill, 4],
  ['the rig by its own word', 'invalid', [...drill, abort('rig')], 4],
  ['not healed, over everything', 'not-healed', [...drill, abort('guardrail')], 5],
  ['interrupted and healed', 'unknown', [...drill, abort('interrupted')], 130],
  ['interrupted, healing unseen', 'unknown', [...without('restored'), abort('interrupted')], 2],
  [
    'interrupted before anything was broken',
    'unknown',
    [...without('restored', 'fault'), abort('interrupted')],
    130,
  ],
])('exit code of %s', (_, verdict, entries, code) => {
  expect(exitCodeOf(verdict, journalOf(entries))).toBe(code);
});
