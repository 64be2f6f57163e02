import { expect, test } from 'vitest';
import type { Entry, OperationEntry } from '../../journal/index.ts';
import { drillEntries } from '../testing/drill-entries.ts';
import { findingOf } from '../testing/finding-of.ts';
import { checks } from './table.ts';

/** Golden journals hold each check's plainest failure; here are the others, one change each. */
const drill = drillEntries({ operationsPerSecond: 250, vantages: ['us-east-1'], reads: 0 });
type Change = (entry: Entry) => Entry | undefined;

function find(id: string, change: Change, more: readonly Entry[] = []) {
  return findingOf(id, [...drill.flatMap((entry) => change(entry) ?? []), ...more]);
}

const same: Change = (entry) => entry;
const dropSamples =
  (of: string): Change =>
  (entry) =>
    entry.kind === 'sample' && entry.of === of ? undefined : entry;
const changeOps =
  (by: (op: OperationEntry) => OperationEntry | undefined): Change =>
  (entry) =>
    entry.kind === 'op' ? by(entry) : entry;
const observe = (of: 'writable' | 'dns-answer', atMs: number, at: string, value: string | true) =>
  ({ kind: 'observation', of, atMs, at, value }) as const;
const later = (op: OperationEntry, ms: number) => op.atMs >= ms;

test.each(checks.map((check) => check.id))('%s passes, or is not asked, as it stands', (id) => {
  expect(find(id, same)).toMatch(/^(pass: .|not asked)/);
});

test.each<[string, string, Change, readonly Entry[], RegExp]>([
  [
    'load-flowed',
    'half the load after the fault',
    changeOps((op) => (later(op, 22_000) && op.id % 2 ? undefined : op)),
    [],
    /^unknown: 250\/s succeeded before, 125\/s/,
  ],
  [
    'load-flowed',
    'half the load before it',
    changeOps((op) => (!later(op, 22_000) && op.id % 2 ? undefined : op)),
    [],
    /^unknown: 125\/s/,
  ],
  [
    'load-flowed',
    'load that ended long before recovery was over',
    changeOps((op) => (later(op, 30_000) ? undefined : op)),
    [],
    /^unknown: /,
  ],
  [
    'load-flowed',
    'load that stopped once recovery was seen',
    changeOps((op) => (later(op, 38_000) ? undefined : op)),
    [],
    /^pass/,
  ],
  [
    'replication-healthy',
    'no sample',
    dropSamples('replication-lag-bytes'),
    [],
    /^unknown: .* not sampled/,
  ],
  [
    'replication-healthy',
    'lag that only the last sample hides',
    (entry) =>
      entry.kind === 'sample' && entry.at === 'eu-west-1' && entry.atMs < 21_000
        ? { ...entry, value: 2_000_000 }
        : entry,
    [],
    /^unknown: eu-west-1 lagged 2000000/,
  ],
  ['clock-steady', 'no sample', dropSamples('clock-step-ms'), [], /^unknown/],
  ['host-quiet', 'no sample', dropSamples('cpu-pressure'), [], /^unknown/],
  [
    'fault-bit',
    'no fault at all',
    (entry) => (entry.kind === 'fault' ? undefined : entry),
    [],
    /^unknown: no fault was seen to bite/,
  ],
  ['ledger-dense', 'no writes', changeOps(() => undefined), [], /^unknown: no writes/],
  [
    'restored',
    'a fault that would not heal',
    (entry) =>
      entry.kind === 'fault' && entry.event === 'healed'
        ? { ...entry, event: 'not-healed', detail: 'still cut' }
        : entry,
    [],
    /^not-healed: .*still cut/,
  ],
  [
    'restored',
    'a fault that nobody healed',
    (entry) => (entry.kind === 'fault' && entry.event === 'healed' ? undefined : entry),
    [],
    /^not-healed: .*left as it was/,
  ],
  [
    'restored',
    'nobody looking',
    (entry) => (entry.kind === 'restored' ? undefined : entry),
    [],
    /^unknown: nobody looked/,
  ],
  [
    'one-writable-primary',
    'one epoch acknowledged in two regions',
    changeOps((op) => (op.epoch === 2 ? { ...op, epoch: 1 } : op)),
    [],
    /^fail: us-east-1 and us-west-2 both acknowledged writes in epoch 1/,
  ],
  [
    'one-writable-primary',
    'probes once a second',
    (entry) =>
      entry.kind === 'observation' && entry.of === 'writable' && entry.atMs % 1_000
        ? undefined
        : entry,
    [],
    /^unknown: .* too seldom/,
  ],
  [
    'one-writable-primary',
    'one region probed',
    (entry) => (entry.kind === 'observation' && entry.at !== 'us-east-1' ? undefined : entry),
    [],
    /^unknown: fewer than two/,
  ],
  [
    'one-writable-primary',
    'a lone sighting of the old one',
    same,
    [observe('writable', 40_010, 'eu-west-1', true)],
    /^fail: us-west-2 and eu-west-1 both took writes at 18\.0 s, for /,
  ],
  [
    'one-writable-primary',
    'two at once while the rig rebuilds',
    same,
    [
      observe('writable', 63_000, 'us-east-1', true),
      observe('writable', 63_000, 'us-west-2', true),
    ],
    /^pass/,
  ],
  [
    'one-writable-primary',
    'sightings too far apart to be one span',
    same,
    [observe('writable', 66_000, 'us-east-1', true)],
    /^pass/,
  ],
  [
    'dns-follows-writer',
    'a region that nobody probed',
    same,
    [observe('dns-answer', 50_000, 'us-east-1', 'ap-south-1')],
    /^unknown: .*nobody probed/,
  ],
  [
    'dns-follows-writer',
    'a name that goes back to the dead region',
    same,
    [observe('dns-answer', 50_000, 'us-east-1', 'us-east-1')],
    /^fail: us-east-1 was sent to us-east-1 at 28\.0 s, when/,
  ],
  [
    'dns-follows-writer',
    'a name that goes back once the rig heals',
    same,
    [observe('dns-answer', 64_000, 'us-east-1', 'us-east-1')],
    /^pass/,
  ],
  [
    'dns-follows-writer',
    'no answers',
    (entry) => (entry.kind === 'observation' && entry.of === 'dns-answer' ? undefined : entry),
    [],
    /^unknown: no answer/,
  ],
  [
    'no-old-epoch-write',
    'nobody says an epoch',
    changeOps(({ epoch: _, ...op }) => op),
    [],
    /^unknown: no acknowledged write/,
  ],
  [
    'recovered-writes-kept',
    'losses of the old epoch after the fault',
    (entry) => {
      if (entry.kind === 'readback') return { ...entry, ids: [[1, 4_000]] };
      if (entry.kind !== 'op' || !later(entry, 30_000)) return entry;
      return entry.atMs < 61_000
        ? { ...entry, outcome: 'ok', region: 'us-east-1', epoch: 1 }
        : { ...entry, outcome: 'fail' };
    },
    [],
    /^not asked/,
  ],
  [
    'replicas-agree',
    'a readback that is not complete',
    same,
    [
      {
        kind: 'readback',
        atMs: 62_450,
        store: 'postgres',
        region: 'eu-west-1',
        proof: '',
        complete: false,
        ids: [],
      },
    ],
    /^unknown: postgres in eu-west-1/,
  ],
])('%s: %s', (id, _, change, more, finding) => {
  expect(find(id, change, more)).toMatch(finding);
});
