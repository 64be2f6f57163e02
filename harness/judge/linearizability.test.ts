import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegisterEntry } from '../journal/index.ts';
import { linearize } from './linearizability.ts';

type Call = Pick<RegisterEntry, 'type' | 'value' | 'outcome' | 'atMs' | 'endMs'>;
const entry = (call: Call): RegisterEntry => ({
  kind: 'register',
  key: 'writer',
  region: 'us-east-1',
  ...call,
});
const call = (type: Call['type'], value: number, atMs: number, endMs: number): Call => ({
  type,
  value,
  outcome: 'ok',
  atMs,
  endMs,
});
const write = (value: number, atMs: number, endMs: number) => call('write', value, atMs, endMs);
const read = (value: number, atMs: number, endMs: number) => call('read', value, atMs, endMs);
const unsure = (of: Call): Call => ({ ...of, outcome: 'indeterminate' });
const failed = (of: Call): Call => ({ ...of, outcome: 'fail' });
const verdictOf = (calls: readonly Call[]) => linearize(calls.map(entry)).verdict;

describe('histories of one register', () => {
  test.each<[string, Call[]]>([
    ['nothing', []],
    ['nothing written yet', [read(0, 0, 1)]],
    [
      'a read under way with a write may see either',
      [write(1, 0, 9), read(0, 1, 2), read(1, 3, 4)],
    ],
    ['calls that touch are concurrent', [write(1, 0, 5), write(2, 5, 6), read(1, 6, 7)]],
    ['two writes at once, in either order', [write(1, 0, 9), write(2, 0, 9), read(1, 10, 11)]],
    [
      'an indeterminate write that came late',
      [unsure(write(1, 0, 1)), read(0, 5, 6), read(1, 7, 8)],
    ],
    ['an indeterminate write that never came', [unsure(write(1, 0, 1)), read(0, 50, 60)]],
    ['a failed read says nothing', [write(1, 0, 1), failed(read(0, 2, 3))]],
    ['an unanswered read says nothing', [write(1, 0, 1), unsure(read(0, 2, 3))]],
    [
      'a read that only fits between two writes under way',
      [write(1, 0, 20), write(2, 0, 20), read(1, 1, 19), read(2, 2, 18)],
    ],
  ])('%s', (_, calls) => {
    expect(verdictOf(calls)).toBe('legal');
  });

  test.each<[string, Call[], number]>([
    ['a stale read', [write(1, 0, 1), write(2, 2, 3), read(1, 4, 5)], 2],
    ['a read before the first write', [write(1, 0, 1), read(0, 2, 3)], 1],
    ['a read of what nobody wrote', [write(1, 0, 1), read(7, 2, 3)], 1],
    ['a read of what was refused', [failed(write(1, 0, 1)), read(1, 2, 3)], 1],
    ['a read from the future', [read(1, 0, 1), write(1, 2, 3)], 0],
    ['back and forth', [write(1, 0, 1), unsure(write(2, 2, 3)), read(2, 4, 5), read(1, 6, 7)], 3],
    [
      'two readers that disagree on the order of two writes',
      [write(1, 0, 9), write(2, 0, 9), read(1, 10, 11), read(2, 12, 13)],
      3,
    ],
  ])('%s is caught where it shows', (_, calls, stuck) => {
    expect(linearize(calls.map(entry))).toEqual({
      verdict: 'illegal',
      stuck: entry(calls[stuck] as Call),
    });
  });
});

/** What a true register would have given, with each call stretched around its own moment. */
const moments = fc.array(
  fc.record({
    type: fc.constantFrom<Call['type']>('write', 'read'),
    fate: fc.constantFrom('ok', 'ok', 'ok', 'took-effect', 'never', 'failed'),
    earlierMs: fc.integer({ min: 0, max: 35 }),
    laterMs: fc.integer({ min: 0, max: 35 }),
  }),
  { maxLength: 40 },
);
type Moment = (typeof moments extends fc.Arbitrary<infer T> ? T : never)[number];

function trueHistory(of: readonly Moment[]): Call[] {
  let held = 0;
  return of.map(({ type, fate, earlierMs, laterMs }, i): Call => {
    const [atMs, endMs] = [10 * i - earlierMs, 10 * i + laterMs];
    if (type === 'read') {
      const known = call('read', held, atMs, endMs);
      return fate === 'failed' ? failed({ ...known, value: 0 }) : known;
    }
    const value = i + 1;
    const wanted = call('write', value, atMs, endMs);
    if (fate === 'failed') return failed(wanted);
    if (fate === 'never') return unsure(wanted);
    held = value;
    return fate === 'took-effect' ? unsure(wanted) : wanted;
  });
}

test('what a true register gave is legal, however its calls overlapped', () => {
  fc.assert(
    fc.property(moments, (planted) => {
      expect(verdictOf(trueHistory(planted))).toBe('legal');
    }),
  );
});

test('a planted stale read, or two reads swapped, are always caught', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 9 }), (planted, gapMs) => {
      const before = trueHistory(planted);
      const fromMs = 1_000;
      const sequel = [write(501, fromMs, fromMs + 1), write(502, fromMs + 10, fromMs + 11)];
      const lateMs = fromMs + 20 + gapMs;
      expect(verdictOf([...before, ...sequel, read(501, lateMs, lateMs + 5)])).toBe('illegal');
      const early = read(502, fromMs + 5, fromMs + 6);
      const late = read(501, lateMs, lateMs + 5);
      expect(verdictOf([...before, ...sequel, early, late])).toBe('illegal');
      const swapped = [
        { ...early, value: 501 },
        { ...late, value: 502 },
      ];
      expect(verdictOf([...before, ...sequel, ...swapped])).toBe('legal');
    }),
  );
});

/** The definition itself: some order that keeps real time and gives each read what it read. */
function someOrderFits(calls: readonly Call[]): boolean {
  const must = calls.filter((one) => one.outcome === 'ok');
  const may = calls.filter((one) => one.type === 'write' && one.outcome === 'indeterminate');
  const endOf = (one: Call) => (one.outcome === 'ok' ? one.endMs : Number.POSITIVE_INFINITY);
  const extend = (held: number, left: readonly Call[]): boolean =>
    left.every((one) => one.outcome !== 'ok') ||
    left.some((one) => {
      if (left.some((other) => endOf(other) < one.atMs)) return false;
      if (one.type === 'read' && one.value !== held) return false;
      return extend(
        one.type === 'read' ? held : one.value,
        left.filter((other) => other !== one),
      );
    });
  return extend(0, [...must, ...may]);
}

test('any small history is judged as by trying every order', () => {
  const times = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 6 }));
  const outcome = fc.constantFrom<Call['outcome']>('ok', 'ok', 'ok', 'indeterminate', 'fail');
  const readOf = fc.integer({ min: 0, max: 4 });
  const calls = fc.array(fc.tuple(times, outcome, fc.option(readOf)), { maxLength: 6 });
  fc.assert(
    fc.property(calls, (planted) => {
      const history = planted.map(([[atMs, forMs], outcome, value], i): Call => {
        const type = value === null ? 'write' : 'read';
        return { ...call(type, value ?? i + 1, atMs, atMs + forMs), outcome };
      });
      expect(verdictOf(history)).toBe(someOrderFits(history) ? 'legal' : 'illegal');
    }),
    { numRuns: 2_000 },
  );
});

test('more ways than may be kept are unknown, and say so', () => {
  const crowd = Array.from({ length: 12 }, (_, i) => write(i + 1, 0, 100 + i));
  expect(linearize(crowd.map(entry), 500)).toMatchObject({
    verdict: 'unknown',
    why: expect.stringMatching(/more than 500/),
  });
  expect(verdictOf(crowd)).toBe('legal');
});

test('a long history in which little overlaps costs little', () => {
  const long = Array.from({ length: 20_000 }, (_, i) =>
    i % 2 === 0 ? write(i + 1, 10 * i, 10 * i + 15) : read(i, 10 * i + 6, 10 * i + 8),
  );
  const startMs = performance.now();
  expect(verdictOf(long)).toBe('legal');
  expect(performance.now() - startMs).toBeLessThan(2_000);
});
