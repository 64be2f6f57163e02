import { expect, test } from 'vitest';
import { type Entry, journalOf, type RunEntry } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

function sentences(
  changes: Partial<RunEntry>,
  kinds: readonly Entry['kind'][] = [],
  more: readonly Entry[] = [],
): string {
  const entries = drillEntries({ operationsPerSecond: 20 })
    .filter((entry) => !kinds.includes(entry.kind))
    .map((entry): Entry => (entry.kind === 'run' ? { ...entry, ...changes } : entry));
  return judge(journalOf([...entries, ...more])).notProved.join('\n');
}

test.each<[string, Partial<RunEntry>, RegExp]>([
  ['a scale', { profile: 'fast', timeScale: 0.25 }, /multiplied by 0\.25.*certifies nothing/],
  ['one host', { runtime: 'embedded' }, /one host/],
  ['what was emulated', { emulated: ['a', 'b'] }, /2 things were emulated/],
  ['a year', { availability: [{ name: 'x', share: 0.9999 }] }, /how many such faults a year has/],
  ['a control run', { control: true }, /says nothing about recovery/],
  ['a past of the regions', { earlierRuns: 3 }, /Drills before it in the same regions.*: 3\./],
  ['a replay', { replayOf: 'before' }, /repeats the faults and the seed of before/],
])('%s is named where it is, and only there', (_, changes, words) => {
  const plain = { profile: 'realtime', runtime: 'staging', emulated: [] } as const;
  expect(sentences({ ...plain, ...changes })).toMatch(words);
  expect(sentences(plain)).not.toMatch(words);
});

test('one run, one fault and the bounds of the assumptions are always named', () => {
  const always = sentences({ profile: 'realtime', runtime: 'staging', emulated: [] });
  expect(always).toMatch(/It is one run.*59 runs/);
  expect(always).toMatch(/Only database_primary_failure was tried/);
  expect(always).toMatch(/at least 200 operations\/s.*60 % CPU pressure and 100 ms of clock steps/);
});

test('what no check looks for is named where the run has it, and only there', () => {
  const target = { tier: 1, rpoTargetMs: 0 };
  const stores = ['postgres', 'redis', 'kafka', 's3'].map((name) => ({ name, ...target }));
  const again = ['redis', 'postgres'].map(
    (store): Entry => ({
      kind: 'readback',
      atMs: 1e9,
      store,
      region: 'us-east-1',
      proof: '',
      complete: true,
      ids: [],
    }),
  );
  const always = sentences({ stores }, [], again);
  expect(always).toMatch(/of kafka, s3; read again after it: postgres, redis\./);
  expect(always).toMatch(/Versions of objects in S3 are counted and not judged/);
  expect(always).toMatch(/false only if it came before .*, not if it came late/);
  expect(sentences({ stores })).toMatch(
    /of postgres, redis, kafka, s3; read again after it: nothing/,
  );
  const little = sentences({ stores: stores.slice(0, 2) }, ['claim'], again);
  expect(little).not.toMatch(/come back|Versions|came late/);
  expect(sentences({ stores, control: true })).not.toMatch(/come back/);
});

test('a store that was not read back is named', () => {
  expect(sentences({}, ['readback'])).toMatch(/postgres could not be read back whole/);
});
