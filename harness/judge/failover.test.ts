import { expect, test } from 'vitest';
import { type Entry, journalOf, type OperationEntry } from '../journal/index.ts';
import { failoverOf } from './failover.ts';
import { lanesOf } from './lanes.ts';
import { momentsOf } from './moments.ts';
import { drillEntries } from './testing/drill-entries.ts';
import { writersOf } from './writers.ts';

const drill = drillEntries({ operationsPerSecond: 50, vantages: ['us-east-1'] });
const sighting = (atMs: number, at: string, value: boolean): Entry => ({
  kind: 'observation',
  of: 'writable',
  atMs,
  at,
  value,
});

function failoverWith(...more: Entry[]) {
  const journal = journalOf([...drill, ...more]);
  return failoverOf(journal, momentsOf(journal), writersOf(journal));
}

test('the promotion is another region’s first sighting after t0', () => {
  expect(failoverWith()).toEqual({
    oldRegion: 'us-east-1',
    newRegion: 'us-west-2',
    promotedMs: 29_800,
    oldStoppedMs: 22_000,
    newEpoch: 2,
  });
});

test('neither a blink of the old one nor what was writable before is a promotion', () => {
  const { promotedMs, newRegion } = failoverWith(
    sighting(24_050, 'us-east-1', true),
    sighting(3_000, 'eu-west-1', true),
  );
  expect([newRegion, promotedMs]).toEqual(['us-west-2', 29_800]);
});

test('without probes the region that acknowledged is the new one, with no moment', () => {
  const journal = journalOf(drill.filter((entry) => entry.kind !== 'observation'));
  const failover = failoverOf(journal, momentsOf(journal), writersOf(journal));
  expect(failover).toMatchObject({ oldRegion: 'us-east-1', newRegion: 'us-west-2' });
  expect(failover.promotedMs).toBeUndefined();
});

test('sightings far apart are not joined: nobody saw what was between', () => {
  const [run] = drill;
  const lone = [100, 190, 280, 2_000, 2_090].map((atMs) => sighting(atMs, 'eu-west-1', true));
  const { spans } = writersOf(journalOf([run as Entry, ...lone]));
  expect(spans.get('eu-west-1')).toEqual([
    [100, 280],
    [2_000, 2_090],
  ]);
});

test('an operation under way when the fault came says nothing of the steady state', () => {
  const stuck = drill.map((entry): Entry => {
    const last = entry.kind === 'op' && entry.atMs > 21_500 && entry.atMs < 21_940;
    return last ? { ...(entry as OperationEntry), outcome: 'fail', endMs: 25_000 } : entry;
  });
  const journal = journalOf(stuck);
  const [lane] = lanesOf(journal, momentsOf(journal));
  expect(lane?.steady?.successRate).toBe(1);
});
