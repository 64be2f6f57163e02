import { expect, test } from 'vitest';
import type { FaultEntry, RegisterEntry } from '../journal/index.ts';
import { forcedAtMs, linearizeLives } from './register-lives.ts';

const forcedMs = 100;
const call = (
  type: RegisterEntry['type'],
  value: number,
  atMs: number,
  change: Partial<RegisterEntry> = {},
): RegisterEntry => ({
  kind: 'register',
  key: 'writer',
  region: 'eu-west-1',
  type,
  value,
  outcome: 'ok',
  atMs,
  endMs: atMs + 1,
  ...change,
});
const write = (value: number, atMs: number, change?: Partial<RegisterEntry>) =>
  call('write', value, atMs, change);
const read = (value: number, atMs: number, change?: Partial<RegisterEntry>) =>
  call('read', value, atMs, change);
const before = [write(1, 10), read(1, 20), write(2, 30), read(2, 40)];
const verdictOf = (later: readonly RegisterEntry[], at: number | undefined = forcedMs) =>
  linearizeLives([...before, ...later], at).verdict;

test.each<[string, RegisterEntry[]]>([
  ['nothing is called any more', []],
  ['it has all that was agreed on', [read(2, 110), write(3, 120), read(3, 130)]],
  ['it lacks what was agreed on last', [read(1, 110), write(3, 120), read(3, 130)]],
  ['it lacks all of it', [read(0, 110)]],
  ['it is written before it is read', [write(3, 110), read(3, 120)]],
  ['what was on its way is answered by the second life', [read(1, 90, { endMs: 110 })]],
])('forced to stand alone, a register may be as if %s', (_, later) => {
  expect(verdictOf(later)).toBe('legal');
});

test.each<[string, RegisterEntry[]]>([
  ['go back and forth', [read(1, 110), read(2, 120)]],
  ['give what nobody wrote', [read(7, 110)]],
  ['forget what was written since', [write(3, 110), read(2, 120)]],
])('and even so it may not %s', (_, later) => {
  expect(verdictOf(later)).toBe('illegal');
});

test('a stale read before it was forced stays one', () => {
  expect(verdictOf([read(1, 50), read(1, 110)])).toBe('illegal');
  expect(verdictOf([read(1, 110)], Number.POSITIVE_INFINITY)).toBe('illegal');
});

const fault = (name: string, event: FaultEntry['event'], atMs: number): FaultEntry => ({
  kind: 'fault',
  atMs,
  id: `${name}-1`,
  fault: name,
  event,
  layer: 'operator',
  target: 'x',
});

test('is forced from the moment an activation is asked for that the engine took on', () => {
  const asked = [fault('lose-region', 'bite', 40), fault('activate-region', 'inject', 100)];
  expect(forcedAtMs(asked)).toBeUndefined();
  expect(forcedAtMs([...asked, fault('activate-region', 'no-bite', 220)])).toBeUndefined();
  expect(forcedAtMs([...asked, fault('activate-region', 'bite', 120)])).toBe(100);
});
