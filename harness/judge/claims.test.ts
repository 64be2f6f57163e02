import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const drill = drillEntries();
const observedIn = (entries: Entry[], step: string) =>
  judge(journalOf(entries)).claims.find(
    (claim) => claim.step === step && (claim.event === 'succeeded' || claim.event === 'noted'),
  )?.observed;

test('a claim stands beside what was seen: late is positive, before it was true negative', () => {
  expect(observedIn(drill, 'promote')).toMatchObject({ atMs: 7_800, gapMs: 120 });
  expect(observedIn(drill, 'activate')).toMatchObject({ atMs: 7_800, gapMs: 840 });
  expect(observedIn(drill, 'reroute')).toMatchObject({ atMs: 11_400, gapMs: 240 });
  expect(observedIn(drill, 'recovered')?.gapMs).toBe(14_400 - 13_800);
  const hasty = drill.map(
    (entry): Entry =>
      entry.kind === 'claim' && entry.step === 'recovered' ? { ...entry, atMs: 34_000 } : entry,
  );
  expect(observedIn(hasty, 'recovered')?.gapMs).toBe(12_000 - 13_800);
  expect(observedIn(drill, 'fence')).toMatchObject({ atMs: 0, gapMs: 7_200 });
});

test('what only the engine can know, and what never came to be, has nothing beside it', () => {
  expect(observedIn(drill, 'detected')).toBeUndefined();
  const oneDown = drill.map(
    (entry): Entry =>
      entry.kind === 'op' && entry.vantage === 'ap-south-1' && entry.atMs > 22_000
        ? { ...entry, outcome: 'fail' }
        : entry,
  );
  expect(observedIn(oneDown, 'recovered')).toBeUndefined();
  const unseen = drill.filter((e) => !(e.kind === 'observation' && e.at === 'ap-south-1'));
  expect(observedIn(unseen, 'reroute')).toBeUndefined();
});
