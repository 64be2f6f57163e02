import { describe, expect, test } from 'vitest';
import type { ClaimEntry, Entry, OperationEntry } from '../../journal/index.ts';
import { drillEntries } from '../testing/drill-entries.ts';
import { findingOf } from '../testing/finding-of.ts';

/** t0 is 22 s; the new database is writable from 29.8 s, clients are back from 34 s on. */
const drill = drillEntries({ operationsPerSecond: 100, vantages: ['us-east-1'], reads: 0 });
const claimsTrue = (entries: readonly Entry[]) => findingOf('claims-true', entries);
const moved = (step: string, atMs: number) =>
  drill.map((entry): Entry => {
    const done = entry.kind === 'claim' && entry.step === step && entry.event !== 'started';
    return done ? { ...entry, atMs } : entry;
  });
const without = (is: (entry: Entry) => boolean) => drill.filter((entry) => !is(entry));
const isWritable = (entry: Entry, at: string) =>
  entry.kind === 'observation' && entry.of === 'writable' && entry.at === at;
const isAnswer = (entry: Entry) => entry.kind === 'observation' && entry.of === 'dns-answer';
const claim = (atMs: number, step: string, event: ClaimEntry['event']): Entry => ({
  kind: 'claim',
  atMs,
  step,
  event,
  epoch: 2,
});
const changedOps = (by: (op: OperationEntry) => Partial<OperationEntry> | undefined) =>
  drill.map((entry): Entry => (entry.kind === 'op' ? { ...entry, ...by(entry) } : entry));
const oldAnswers = (fromMs: number, toMs: number) =>
  changedOps((op) =>
    op.atMs > fromMs && op.atMs < toMs ? { outcome: 'ok', region: 'us-east-1', epoch: 1 } : {},
  );

describe('a lie', () => {
  test.each<[string, Entry[], RegExp]>([
    [
      'promoted too early',
      moved('promote', 28_700),
      /promote claimed at 6\.7 s: only 1\.1 s later/,
    ],
    ['active too early', moved('activate', 28_700), /activate claimed .* in epoch 2/],
    ['rerouted too early', moved('reroute', 30_500), /us-east-1 was sent to us-west-2 only 1\.1 s/],
    ['recovered too early', moved('recovered', 32_500), /core-api at us-east-1 was still failing/],
    ['fenced, and still answering', oldAnswers(29_200, 29_700), /acknowledged 24 writes/],
    [
      'promoted, and never seen',
      without((e) => isWritable(e, 'us-west-2')),
      /promote .* never came/,
    ],
    [
      'rerouted, and never seen',
      [
        ...without(isAnswer),
        { kind: 'observation', of: 'dns-answer', atMs: 50_000, at: 'us-east-1', value: 'none' },
      ],
      /us-east-1 was never sent to us-west-2/,
    ],
    [
      'recovered, and down again at once for good',
      changedOps((op) => (op.atMs > 36_000 ? { outcome: 'fail' } : {})),
      /never recovered/,
    ],
    [
      'fenced, and writable in the new epoch',
      [
        ...drill,
        {
          kind: 'observation',
          of: 'writable',
          atMs: 29_600,
          at: 'us-east-1',
          value: true,
          epoch: 2,
        },
      ],
      /us-east-1 was seen to take writes of the new epoch/,
    ],
    [
      'success at once, and nothing done',
      [
        ...without((e) => e.kind === 'claim' || isWritable(e, 'us-west-2') || isAnswer(e)),
        claim(23_000, 'promote', 'succeeded'),
        claim(23_001, 'recovered', 'succeeded'),
      ],
      /promote claimed at 1\.0 s: it never came.*recovered claimed at 1\.0 s/,
    ],
  ])('%s', (_, entries, why) => {
    expect(claimsTrue(entries)).toMatch(/^fail/);
    expect(claimsTrue(entries)).toMatch(why);
  });
});

describe('the truth', () => {
  test.each<[string, Entry[]]>([
    ['as it stands', drill],
    ['promoted half a probe too early', moved('promote', 29_000)],
    ['said late', moved('recovered', 50_000)],
    ['what was under way when it was fenced', oldAnswers(28_500, 29_200)],
    ['a failure that is called one', drill.map((e): Entry => fails(e, 'recovered'))],
    [
      'an old primary that nobody reaches, in its old epoch',
      drill.map((e): Entry => {
        if (!isWritable(e, 'us-east-1')) return e;
        return { ...e, value: true, epoch: 1 } as Entry;
      }),
    ],
    [
      'fenced, undone, and then written to again',
      [...oldAnswers(29_800, 30_000), claim(29_700, 'fence', 'undone')],
    ],
    ['slow answers, which are no lie', changedOps((op) => ({ endMs: op.endMs + 900 }))],
  ])('%s', (_, entries) => {
    expect(claimsTrue(entries)).toMatch(/^pass/);
  });
});

function fails(entry: Entry, step: string): Entry {
  const is = entry.kind === 'claim' && entry.step === step;
  return is ? { ...entry, event: 'failed' } : entry;
}

test.each<[string, Entry[], RegExp]>([
  [
    'the new region was not probed',
    without((e) => isWritable(e, 'us-west-2') || isWritable(e, 'eu-west-1')),
    /^unknown: promote.*nobody looked/,
  ],
  ['no resolver was asked', without(isAnswer), /^unknown: reroute.*resolver/],
  ['load ended at once', without((e) => e.kind === 'op' && e.atMs > 35_500), /^unknown: recovered/],
  ['nothing was claimed', without((e) => e.kind === 'claim'), /^not asked/],
])('nobody can tell where %s', (_, entries, finding) => {
  expect(claimsTrue(entries)).toMatch(finding);
});
