import { expect, it } from 'vitest';
import { anAlert } from './testing/an-alert.ts';
import { isRepeat, recentOf, tellingOf } from './told.ts';

const told = tellingOf({}, anAlert(), 1_000);

it.each([
  ['the same', {}, true],
  ['a changed severity', { severity: 'disaster' }, false],
  ['a later stage', { stage: 'asked' }, false],
  ['a resolve', { kind: 'resolve' }, false],
  ['another incident', { dedupKey: 'other' }, false],
  ['other words for the same', { summary: 'still' }, true],
] as const)('%s', (_, change, expected) => {
  expect(isRepeat(told, anAlert(change))).toBe(expected);
});

it('begins anew after a resolve', () => {
  const resolved = tellingOf(told, anAlert({ kind: 'resolve' }), 1_001);
  expect(isRepeat(resolved, anAlert())).toBe(false);
});

it('forgets at the end of the window, also when the calendar clock steps far back', () => {
  expect(isRepeat(recentOf(told, 1_099, 100), anAlert())).toBe(true);
  expect(isRepeat(recentOf(told, 1_100, 100), anAlert())).toBe(false);
  expect(isRepeat(recentOf(told, 990, 100), anAlert())).toBe(true);
  expect(isRepeat(recentOf(told, 0, 100), anAlert())).toBe(false);
});

it('takes what came last for the last, also when the calendar clock stepped back', () => {
  const resolved = tellingOf(told, anAlert({ kind: 'resolve' }), 900);
  expect(isRepeat(resolved, anAlert())).toBe(false);
});
