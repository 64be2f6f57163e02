import { expect, test } from 'vitest';
import type { Entry, OperationEntry } from '../../journal/index.ts';
import { drillEntries } from '../testing/drill-entries.ts';
import { findingOf } from '../testing/finding-of.ts';

/** Fenced regions, old epochs, and failovers of what was well. t0 is 22 s, promotion 29.8 s. */
const drill = drillEntries({ operationsPerSecond: 100, vantages: ['us-east-1'], reads: 0 });
const isSeen = (entry: Entry, at: string, value: boolean) =>
  entry.kind === 'observation' && entry.at === at && entry.value === value;
const seen = (atMs: number, at: string, epoch?: number): Entry => ({
  kind: 'observation',
  of: 'writable',
  atMs,
  at,
  value: true,
  ...(epoch === undefined ? {} : { epoch }),
});

/** Epochs as real probes tell them: the new region inherits 1, and raises it at 30.5 s. */
const told = drill.map((entry): Entry => {
  if (isSeen(entry, 'us-east-1', true)) return { ...entry, epoch: 1 } as Entry;
  if (!isSeen(entry, 'us-west-2', true)) return entry;
  return { ...entry, epoch: entry.atMs < 30_500 ? 1 : 2 } as Entry;
});
const oldStays = told.map(
  (entry): Entry =>
    isSeen(entry, 'us-east-1', false) ? ({ ...entry, value: true, epoch: 1 } as Entry) : entry,
);
const neverRaised = oldStays.map(
  (entry): Entry => (isSeen(entry, 'us-west-2', true) ? ({ ...entry, epoch: 1 } as Entry) : entry),
);
const answeredBy = (region: string, epoch: number | undefined, fromMs: number, toMs: number) =>
  told.map((entry): Entry => {
    if (entry.kind !== 'op' || entry.atMs < fromMs || entry.atMs >= toMs) return entry;
    const { epoch: _, ...op } = entry;
    const answer: OperationEntry = { ...op, outcome: 'ok', region };
    return epoch === undefined ? answer : { ...answer, epoch };
  });
const sentTo = (atMs: number, value: string): Entry => ({
  kind: 'observation',
  of: 'dns-answer',
  atMs,
  at: 'us-east-1',
  value,
});
const claimed = (step: string, atMs: number): Entry => ({
  kind: 'claim',
  step,
  event: 'noted',
  atMs,
});

test.each<[string, string, Entry[], RegExp]>([
  ['one-writable-primary', 'an old one out of reach, in its own epoch', oldStays, /^pass/],
  ['one-writable-primary', 'an epoch that was never raised', neverRaised, /^fail: .* at 7\.8 s/],
  [
    'one-writable-primary',
    'an old one that is raised as well',
    [...told, seen(40_010, 'us-east-1', 2)],
    /^fail: us-west-2 and us-east-1 both took writes at 18\.0 s/,
  ],
  ['no-zombie-acknowledgement', 'silence', told, /^pass: us-east-1 acknowledged nothing/],
  [
    'no-zombie-acknowledgement',
    'the old region answers on, and the new one is not yet used',
    answeredBy('us-east-1', 1, 29_500, 33_000),
    /^fail: us-west-2 took over at 7\.8 s; us-east-1 acknowledged 319 writes .* the last at 3\./,
  ],
  [
    'no-zombie-acknowledgement',
    'it answers without an epoch',
    answeredBy('us-east-1', undefined, 40_000, 41_000),
    /^fail/,
  ],
  [
    'no-zombie-acknowledgement',
    'what was under way at the promotion',
    answeredBy('us-east-1', 1, 28_000, 29_795),
    /^pass/,
  ],
  [
    'no-zombie-acknowledgement',
    'nobody took over',
    told.filter((entry) => !isSeen(entry, 'us-west-2', true) && entry.kind !== 'op'),
    /^not asked/,
  ],
  [
    'dns-follows-writer',
    'a name that goes back to an old primary which woke up',
    [...oldStays, sentTo(50_000, 'us-east-1')],
    /^fail: .* when it was fenced: us-west-2 wrote in epoch 2, it was in 1/,
  ],
  [
    'dns-follows-writer',
    'a name that goes back where the epoch was raised',
    [
      ...told.filter((entry) => !isSeen(entry, 'us-east-1', false)),
      ...[49_900, 50_000, 50_100].map((atMs) => seen(atMs, 'us-east-1', 3)),
      sentTo(50_000, 'us-east-1'),
    ],
    /^pass/,
  ],
  ['healthy-left-alone', 'a failover after the fault', told, /^pass: only us-east-1/],
  ['healthy-left-alone', 'attention alone', [...told, claimed('detected', 9_000)], /^pass/],
  [
    'healthy-left-alone',
    'a decision between injection and bite',
    [...told, claimed('decided', 21_980)],
    /^pass/,
  ],
  [
    'healthy-left-alone',
    'a promotion before the fault',
    [...told, claimed('promote', 9_000)],
    /^fail: the engine claimed promote at -13\.0 s/,
  ],
  [
    'healthy-left-alone',
    'a second writer before the fault',
    [...told, seen(9_000, 'eu-west-1', 1)],
    /^fail: eu-west-1 took writes at -13\.0 s/,
  ],
  [
    'healthy-left-alone',
    'an epoch that changed before the fault',
    told.map(
      (entry): Entry =>
        isSeen(entry, 'us-east-1', true) && entry.atMs > 12_000
          ? ({ ...entry, epoch: 2 } as Entry)
          : entry,
    ),
    /^fail: the epoch became 2 at -9\.9 s/,
  ],
  [
    'healthy-left-alone',
    'nobody looked',
    told.filter((entry) => entry.kind !== 'observation'),
    /^unknown/,
  ],
])('%s: %s', (id, _, entries, finding) => {
  expect(findingOf(id, entries)).toMatch(finding);
});

test('the region that serves is that of the newest epoch, though an old one stays writable', () => {
  const readback = (region: string, to: number): Entry => ({
    kind: 'readback',
    atMs: 62_300,
    store: 'postgres',
    region,
    proof: 'all of it',
    complete: true,
    ids: [[1, to]],
  });
  const entries = [
    ...oldStays.filter((entry) => entry.kind !== 'readback'),
    readback('us-east-1', 10),
    readback('us-west-2', 6_000),
  ];
  expect(findingOf('rpo-within-target', entries)).toMatch(/^pass/);
});
