import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  type Entry,
  journalOf,
  type ReadbackEntry,
  type RegisterEntry,
  readJournal,
  type SampleEntry,
} from '../../journal/index.ts';
import { findingOf } from '../testing/finding-of.ts';

/** Changes of the golden run over several stores, whose bad ones hold the plainest failures. */
const golden = await entriesOf('good-stores');

async function entriesOf(name: string): Promise<Entry[]> {
  const directory = new URL(`../../../fixtures/journals/${name}`, import.meta.url);
  const journal = await readJournal(fileURLToPath(directory));
  const lists = Object.values(journal).filter((value) => typeof value === 'object');
  return lists.flatMap((value): Entry[] => {
    if ('kind' in value) return [value as Entry];
    return Symbol.iterator in value ? [...(value as Iterable<Entry>)] : [];
  });
}

const readback = (store: string, change: (entry: ReadbackEntry) => Partial<ReadbackEntry>) =>
  golden.map(
    (entry): Entry =>
      entry.kind === 'readback' && entry.store === store ? { ...entry, ...change(entry) } : entry,
  );
const inRun = (change: object, entries = golden) =>
  entries.map((entry): Entry => (entry.kind === 'run' ? { ...entry, ...change } : entry));
const without = (is: (entry: Entry) => boolean) => golden.filter((entry) => !is(entry));
const isRepaired = (entry: Entry) => entry.kind === 'readback' && entry.atMs > 9_400;
const isByAnother = (entry: Entry) =>
  (entry.kind === 'observation' && entry.of === 'writable' && entry.at !== 'us-east-1') ||
  (entry.kind === 'op' && entry.region !== 'us-east-1');
const registers = (change: (entry: RegisterEntry) => RegisterEntry) =>
  golden.map((entry): Entry => (entry.kind === 'register' ? change(entry) : entry));
const late = (count: number, at = 'workload'): SampleEntry[] =>
  Array.from({ length: 40 }, (_, i) => ({
    kind: 'sample',
    atMs: 3_500 + i,
    of: 'event-loop-delay-ms',
    at,
    value: i < count ? 400 : 1,
  }));

test('entries that are taken apart and put together again are the same run', () => {
  expect(journalOf(golden).complete).toBe(true);
});

test.each<[string, string, Entry[], RegExp]>([
  [
    'clients-on-time',
    'two late seconds of 43',
    [...golden, ...late(2)],
    /^pass: .* 2 of 43 .*400 ms/,
  ],
  ['clients-on-time', 'three late seconds of 43', [...golden, ...late(3)], /^unknown/],
  ['clients-on-time', 'a rig that is late', [...golden, ...late(40, 'rig')], /^pass: .* 0 of 3/],
  [
    'clients-on-time',
    'no sample',
    without((e) => e.kind === 'sample' && e.of === 'event-loop-delay-ms'),
    /^unknown: .*not sampled/,
  ],
  [
    'replicas-agree',
    'a standby that nothing comes to any more',
    readback('postgres', ({ region }) =>
      region === 'eu-west-1' ? { complete: false, stalled: true } : {},
    ),
    /^fail: postgres in /,
  ],
  [
    'replicas-agree',
    'a standby that is late',
    readback('postgres', ({ region }) => (region === 'eu-west-1' ? { complete: false } : {})),
    /^unknown: postgres in /,
  ],
  [
    'operations-whole',
    'a single store that was read whole',
    readback('kafka', () => ({ complete: false })).filter(
      (e) => !(e.kind === 'readback' && e.store === 's3'),
    ),
    /^not asked/,
  ],
  [
    'operations-whole',
    'no bite to measure from',
    without((e) => e.kind === 'fault' && e.event === 'bite'),
    /^unknown: .*no fault was seen to bite/,
  ],
  ['operations-whole', 'a control run', inRun({ control: true }), /^fail: .*1 that no fault/],
  ['no-resurrected-write', 'nothing read after the repair', without(isRepaired), /^not asked/],
  ['no-resurrected-write', 'nobody who took over', without(isByAnother), /^not asked/],
  [
    'no-resurrected-write',
    'nothing whole to compare with',
    readback('postgres', ({ atMs }) => ({ complete: atMs > 9_400 })),
    /^unknown: postgres was not read whole before/,
  ],
  [
    'no-resurrected-write',
    'half a reading after the repair',
    readback('postgres', ({ atMs }) => ({ complete: atMs < 9_400 })),
    /^unknown: postgres was not read whole after/,
  ],
  [
    'no-resurrected-write',
    'half a reading that already shows one',
    readback('postgres', ({ atMs, ids }) =>
      atMs < 9_400 ? { ids } : { complete: false, ids: [[1, 11]] },
    ),
    /^fail: postgres in us-east-1 holds 1 writes that were lost, first id 11/,
  ],
  [
    'queue-order-kept',
    'a queue that was not read whole',
    readback('kafka', () => ({ complete: false })),
    /^unknown: kafka was not read whole/,
  ],
  [
    'queue-not-duplicated',
    'duplicates in half a queue',
    readback('kafka', () => ({ complete: false, duplicated: [[1, 9]] })),
    /^fail: kafka in us-west-2 holds 9 records/,
  ],
  [
    'queue-order-kept',
    'no queue',
    readback('kafka', (e) => ({ ...e, store: 'rows' })).filter((e) => e.kind !== 'consumed'),
    /^not asked/,
  ],
  [
    'consumers-skip-nothing',
    'a queue that was not read back',
    without((e) => e.kind === 'readback' && e.store === 'kafka'),
    /^unknown/,
  ],
  [
    'consumers-skip-nothing',
    'what came after they were last looked at',
    golden.map(
      (e): Entry =>
        e.kind === 'consumed' && e.atMs > 9_000
          ? {
              ...e,
              atMs: 8_600,
              ids: [
                [9, 9],
                [13, 13],
                [21, 31],
              ],
            }
          : e,
    ),
    /^pass: nothing skipped; 0 records/,
  ],
  [
    'consumers-skip-nothing',
    'a later look at the same region',
    [
      ...golden,
      {
        kind: 'consumed',
        atMs: 3_995,
        store: 'kafka',
        region: 'us-east-1',
        group: 'billing',
        ids: [[1, 9]],
      },
    ],
    /^pass: nothing skipped; 2 records/,
  ],
  ['rpo-within-target', 'no store', inRun({ stores: [] }), /^unknown: the run names no store/],
  ['reads-fresh', 'no bound', inRun({ maxStaleMs: undefined }), /^not asked/],
  ['reads-fresh', 'no store read back', without((e) => e.kind === 'readback'), /^unknown/],
  ['reads-fresh', 'a read of what was lost', golden, /^pass: 5 reads/],
  [
    'reads-monotonic',
    'no reads',
    without((e) => e.kind === 'op' && e.type === 'read'),
    /^not asked/,
  ],
  [
    'fencing-register-linearizable',
    'nobody called it',
    without((e) => e.kind === 'register'),
    /^not asked/,
  ],
  [
    'fencing-register-linearizable',
    'no call was answered',
    registers((e) => ({ ...e, outcome: 'fail' })),
    /^unknown: no register has both a write and a read that were answered: 0 of 7 calls were/,
  ],
  [
    'fencing-register-linearizable',
    'reads alone were answered',
    registers((e) => (e.type === 'write' ? { ...e, outcome: 'indeterminate' } : e)),
    /^unknown: no register .*: 5 of 7/,
  ],
  [
    'fencing-register-linearizable',
    'a write and a read of different registers',
    registers((e) => ({ ...e, key: `${e.key}-${e.type}` })).filter(
      (e) => e.kind !== 'register' || e.type === 'write' || e.value === 0,
    ),
    /^unknown: no register/,
  ],
  [
    'fencing-register-linearizable',
    'an illegal read of a register that nobody is known to have written',
    registers((e) => (e.type === 'write' ? { ...e, outcome: 'fail' } : e)),
    /^fail/,
  ],
  [
    'fencing-register-linearizable',
    'one call without an answer',
    golden,
    /^pass: 6 answered calls/,
  ],
  [
    'ledger-dense',
    'an object of a write that has none',
    readback('s3', () => ({
      ids: [
        [4, 5],
        [8, 8],
      ],
    })),
    /^invalid: s3 holds 1 ids that nobody wrote/,
  ],
])('%s: %s', (id, _, entries, finding) => {
  expect(findingOf(id, entries)).toMatch(finding);
});
