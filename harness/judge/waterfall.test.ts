import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const drill = drillEntries();

function barsAt(vantage: string, keep: (entry: Entry) => boolean): string[] {
  const { waterfall } = judge(journalOf(drill.filter(keep)));
  return waterfall
    .filter((bar) => bar.vantage === vantage)
    .map((bar) => `${bar.phase} ${Math.round(bar.endMs / 100) * 100} ${bar.source}`);
}

test('each vantage is rerouted when its own resolver sees it', () => {
  expect(barsAt('us-east-1', () => true)[5]).toBe('rerouted 9600 observed');
  expect(barsAt('ap-south-1', () => true)[5]).toBe('rerouted 11400 observed');
});

test('the time around a step that nobody saw is its own bar', () => {
  const silent = barsAt('us-east-1', (e) => !(e.kind === 'claim' && e.step === 'decided'));
  expect(silent.slice(1, 4)).toEqual([
    'detected 6000 claimed',
    'unexplained 7200 unexplained',
    'fenced 7200 claimed',
  ]);
});

test('what was noticed of something else is not the detection of this failover', () => {
  const other: Entry = {
    kind: 'claim',
    atMs: drill.find((e) => e.kind === 'fault' && e.event === 'bite')?.atMs ?? 0,
    step: 'detected',
    event: 'noted',
    epoch: 1,
    trigger: 'api_gateway_failure',
  };
  const { waterfall } = judge(journalOf([...drill, other].toSorted((a, b) => a.atMs - b.atMs)));
  expect(waterfall.find((bar) => bar.phase === 'detected')?.endMs).toBe(6_000);
});

test('promotion is the engine’s word only where no probe saw it', () => {
  const blind = barsAt('us-east-1', (e) => !(e.kind === 'observation' && e.of === 'writable'));
  expect(blind[4]).toBe('promoted 7900 claimed');
});

test('answers of the region that fell are no first success', () => {
  const journal = drill.map(
    (entry): Entry =>
      entry.kind === 'op' && entry.type === 'read' && entry.outcome === 'fail'
        ? { ...entry, outcome: 'ok', region: 'us-east-1', epoch: 1 }
        : entry,
  );
  const { waterfall } = judge(journalOf(journal));
  const first = waterfall.find((bar) => bar.phase === 'first-success');
  expect(first?.endMs).toBe(12_000);
});

test('one that never came back is cut until load ended', () => {
  const none = drillEntries({ outageMs: 90_000 }).filter(
    (e) => e.kind !== 'claim' && !(e.kind === 'observation' && e.value === 'us-west-2'),
  );
  const { waterfall } = judge(journalOf(none));
  expect(waterfall.filter((bar) => bar.vantage === 'us-east-1')).toMatchObject([
    { phase: 'first-error' },
    { phase: 'unexplained', source: 'unexplained' },
  ]);
});
