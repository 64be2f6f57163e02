import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Entry } from '../../journal/index.ts';
import { findingOf } from '../testing/finding-of.ts';

/** Moved from us-east-1 to us-west-2, which serves from 5.25 s on; load ends at 8.75 s. */
const moved = ['rig', 'clients'].flatMap((file) => {
  const lines = readFileSync(`fixtures/journals/good-move/${file}.jsonl`, 'utf8')
    .trim()
    .split('\n');
  return lines.map((line): Entry => JSON.parse(line));
});

const asked = (...moves: string[]) =>
  moved.map((entry): Entry => (entry.kind === 'run' ? { ...entry, moves } : entry));
/** What clients were told from a write on. */
const servedFrom = (id: number, region: string, epoch: number) =>
  moved.map(
    (entry): Entry => (entry.kind === 'op' && entry.id >= id ? { ...entry, region, epoch } : entry),
  );
const seen = (of: 'writable' | 'dns-answer', at: string, value: boolean | string): Entry => {
  return { kind: 'observation', of, at, atMs: 8_000, value };
};
const alone = moved.filter(({ kind, atMs }) => kind !== 'sample' || atMs < 5_000);
const behind: readonly Entry[] = [
  ...moved,
  { kind: 'sample', of: 'replication-lag-bytes', at: 'us-east-1', atMs: 8_000, value: 1e9 },
];
const lag = (index: number, value: number): Entry => {
  return {
    kind: 'sample',
    of: 'replication-lag-bytes',
    at: 'us-east-1',
    atMs: 6_000 + index,
    value,
  };
};
/** Replays nothing at 30 KB/s of log; and one that is up to 60 KB behind now and then. */
const stuck = [...alone, ...Array.from({ length: 20 }, (_, i) => lag(i, 15_000 * i))];
const busy = [...alone, ...Array.from({ length: 20 }, (_, i) => lag(i, 15_000 * (i % 5)))];
const isNo = (of: string) => (entry: Entry) => entry.kind !== 'observation' || entry.of !== of;
const wordless = moved.map((entry): Entry => {
  if (entry.kind !== 'op') return entry;
  const { region: _, epoch: __, ...op } = entry;
  return op;
});

test.each<[string, readonly Entry[], RegExp]>([
  ['a move as asked', moved, /^pass: us-east-1 → us-west-2; us-east-1 follow/],
  ['an epoch more of the same region', servedFrom(25, 'us-west-2', 3), /^pass/],
  ['a move that was taken back', servedFrom(18, 'us-east-1', 3), /^fail: .*east-1 .*no other/],
  ['a move elsewhere', asked('eu-west-1'), /^fail: asked to move to eu-west-1: .* us-west-2/],
  ['half of two moves', asked('us-west-2', 'us-east-1'), /^fail: .*then us-west-2$/],
  ['one that went back by itself', servedFrom(25, 'us-east-1', 3), /^fail: .*us-west-2, us-east-1/],
  [
    'a writer left behind',
    [...moved, seen('writable', 'us-east-1', true)],
    /^fail: us-east-1 takes/,
  ],
  ['no writer', [...moved, seen('writable', 'us-west-2', false)], /^fail: us-west-2 takes no/],
  ['DNS astray', [...moved, seen('dns-answer', 'us-east-1', 'us-east-1')], /^fail: clients at/],
  ['a follower ever further behind', behind, /^fail: us-east-1 does not follow us-west-2/],
  ['a follower that is stuck', stuck, /^fail: us-east-1 does not follow us-west-2/],
  ['a busy follower', busy, /^pass/],
  ['nobody asking DNS', moved.filter(isNo('dns-answer')), /^unknown: no answer of the resolver/],
  ['nobody looking who writes', moved.filter(isNo('writable')), /^unknown: us-east-1 was not/],
  ['an old primary left alone', alone, /^fail: us-east-1 does not follow us-west-2/],
  ['replies that name no region', wordless, /^unknown/],
  [
    'nobody asking',
    moved.map((e) => (e.kind === 'run' ? { ...e, moves: undefined } : e)) as Entry[],
    /^not asked/,
  ],
])('%s', (_, entries, finding) => {
  expect(findingOf('moved-as-asked', entries)).toMatch(finding);
});
