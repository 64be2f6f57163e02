import { expect, test } from 'vitest';
import type { Entry, JourneyEntry } from '../../journal/index.ts';
import { drillEntries } from '../testing/drill-entries.ts';
import { findingOf } from '../testing/finding-of.ts';

const terms = { vantage: 'us-east-1', patienceMs: 3000, restMs: 2000, restAfterFailureMs: 500 };
const drill = drillEntries({ operationsPerSecond: 250, vantages: ['us-east-1'], reads: 0 });
const asked = drill.map(
  (entry): Entry => (entry.kind === 'run' ? { ...entry, browser: terms } : entry),
);

/** A journey each 3 s all through the made-up drill, whose fault bites at 22 s. */
const journeys = Array.from(
  { length: 20 },
  (_, index): JourneyEntry => ({
    kind: 'journey',
    id: index + 1,
    vantage: 'us-east-1',
    atMs: 1000 + 3000 * index,
    endMs: 2000 + 3000 * index,
  }),
);

const without = (from: number, to: number) =>
  journeys
    .filter(({ atMs }) => atMs < from || atMs >= to)
    .map((journey, index) => ({ ...journey, id: index + 1 }));
const failing = (journey: JourneyEntry): JourneyEntry => ({
  ...journey,
  failed: { step: 'open', atMs: journey.atMs, shown: 'Away.' },
});

test.each<[string, readonly JourneyEntry[], RegExp]>([
  ['all of them', journeys, /^pass: 20 journeys/],
  ['none at all', [], /^unknown: no whole journey ended in the steady state/],
  ['one that is not recorded', journeys.filter(({ id }) => id !== 7), /^unknown: journey 7 is not/],
  ['one recorded twice', [...journeys, journeys[3] as JourneyEntry], /^unknown: journey 5 is not/],
  [
    'none that was whole before the fault',
    journeys.map(failing),
    /^unknown: no whole journey ended/,
  ],
  [
    'an outage of any length',
    journeys.map((one) => (one.atMs > 22_000 ? failing(one) : one)),
    /^pass/,
  ],
  ['a hole in the middle', without(28_000, 34_000), /^unknown: no journey was under way for 8.0 s/],
  ['an end before that of the load', without(45_000, 99_000), /^unknown: no journey was under way/],
])('%s', (_what, recorded, finding) => {
  expect(findingOf('journeys-whole', [...asked, ...recorded])).toMatch(finding);
});

test('it is not asked where no browser was', () => {
  expect(findingOf('journeys-whole', [...drill, ...journeys])).toBe('not asked');
});
