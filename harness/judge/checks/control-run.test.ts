import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../../journal/index.ts';
import { judge } from '../judge.ts';
import { drillEntries } from '../testing/drill-entries.ts';
import { findingOf } from '../testing/finding-of.ts';

const steps = ['fault', 'claim'];
const drill = drillEntries({ vantages: ['us-east-1'] });
const writes = drill.filter((entry) => entry.kind === 'op' && entry.type === 'write').length;
/** The drill without its fault: 60 s in which nothing may happen. */
const control = drill
  .filter((entry) => !steps.includes(entry.kind))
  .map((entry): Entry => {
    if (entry.kind === 'run') return { ...entry, control: true, expectation: 'sustained' };
    if (entry.kind === 'op')
      return { ...entry, outcome: 'ok', region: 'us-east-1', epoch: 1, endMs: entry.atMs + 40 };
    if (entry.kind === 'readback') return { ...entry, region: 'us-east-1', ids: [[1, writes]] };
    if (entry.kind !== 'observation') return entry;
    const value = entry.of === 'writable' ? entry.at === 'us-east-1' : 'us-east-1';
    return { ...entry, value };
  });
const changed = (by: (entry: Entry) => Entry | undefined) =>
  control.flatMap((entry) => by(entry) ?? []);
const failBetween = (fromMs: number, toMs: number) =>
  changed((entry) =>
    entry.kind === 'op' && entry.type === 'read' && entry.atMs >= fromMs && entry.atMs < toMs
      ? { ...entry, outcome: 'fail' }
      : entry,
  );

test('a control run in which nothing happens passes', () => {
  const { verdict, reasons, services, waterfall } = judge(journalOf(control));
  expect(reasons).toEqual([]);
  expect(verdict).toBe('pass');
  expect(services[0]).toMatchObject({ rtoMs: 'unmeasured', verdict: 'pass' });
  expect(waterfall).toEqual([]);
});

test.each<[string, string, Entry[], RegExp]>([
  [
    'fault-bit',
    'a fault after all',
    [
      ...control,
      {
        kind: 'fault',
        atMs: 30_000,
        id: 'x',
        fault: 'kill-server',
        event: 'inject',
        layer: 'process',
        target: 'postgres',
      },
    ],
    /^unknown: a control run, and yet kill-server/,
  ],
  ['rto-within-target', 'anything', control, /^not asked/],
  ['stays-recovered', 'anything', control, /^not asked/],
  ['claims-true', 'nothing claimed', control, /^not asked/],
  ['never-left-band', 'a bad second', failBetween(40_000, 41_000), /^fail: .* left the band 17\./],
  ['never-left-band', 'a bad second before', failBetween(9_000, 10_000), /^pass/],
  [
    'never-left-band',
    'a steady phase that lasts until the end',
    changed((entry) => (entry.kind === 'phase' && entry.phase === 'fault' ? undefined : entry)),
    /^pass/,
  ],
  [
    'never-left-band',
    'a steady phase that lasts, and a bad second in it',
    failBetween(9_000, 10_000).filter((e) => !(e.kind === 'phase' && e.phase === 'fault')),
    /^fail/,
  ],
  [
    'rpo-within-target',
    'one acknowledged write that is gone',
    changed((entry) => (entry.kind === 'readback' ? { ...entry, ids: [[2, writes]] } : entry)),
    /^fail: postgres: 1 acknowledged writes lost, and no fault was injected/,
  ],
  [
    'rpo-within-target',
    'an unanswered write that is not there',
    changed((entry) => {
      if (entry.kind === 'readback') return { ...entry, ids: [[2, writes]] };
      const first = entry.kind === 'op' && entry.type === 'write' && entry.id === 1;
      return first ? { ...entry, outcome: 'indeterminate' } : entry;
    }),
    /^pass/,
  ],
  [
    'healthy-left-alone',
    'a failover long after the moment of the fault',
    [...control, { kind: 'claim', atMs: 50_000, step: 'decided', event: 'noted' }],
    /^fail: the engine claimed decided/,
  ],
  [
    'load-flowed',
    'half the load',
    changed((entry) => (entry.kind === 'op' && entry.id % 2 === 0 ? undefined : entry)),
    /^unknown: .*at least 200\/s/,
  ],
  ['load-flowed', 'all of it', control, /^pass: 240\/s/],
])('%s: %s', (id, _, entries, finding) => {
  expect(findingOf(id, entries)).toMatch(finding);
});
