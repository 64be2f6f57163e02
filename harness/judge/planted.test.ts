import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Entry,
  journalOf,
  type OperationEntry,
  type ReadbackEntry,
} from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';
import { type DrillShape, rangesOf } from './testing/drill-shape.ts';

const small: Partial<DrillShape> = {
  operationsPerSecond: 20,
  vantages: ['us-east-1'],
  steadyMs: 0,
  t0Ms: 6_000,
  outageMs: 4_000,
  loadEndMs: 20_000,
  unreplicatedMs: 0,
  reads: 0,
};
const drill = drillEntries(small);
const writes = drill.filter((entry): entry is OperationEntry => entry.kind === 'op');
const runs = { numRuns: 60 };

/** Any fate for every write: what the client was told, and whether the store has it. */
const fates = fc.array(
  fc.record({
    outcome: fc.constantFrom<OperationEntry['outcome']>('ok', 'ok', 'ok', 'fail', 'indeterminate'),
    present: fc.boolean(),
  }),
  { minLength: writes.length, maxLength: writes.length },
);

function withFates(planted: readonly { outcome: OperationEntry['outcome']; present: boolean }[]) {
  return drillEntries({
    ...small,
    outcomeOf: (id) => planted[id - 1]?.outcome,
    presenceOf: (id) => planted[id - 1]?.present,
  });
}

const judgeStore = (entries: Entry[]) => judge(journalOf(entries)).stores[0];

test('planted losses, indeterminates and bytes are counted exactly', () => {
  fc.assert(
    fc.property(fates, (planted) => {
      const entries = withFates(planted);
      const ops = entries.filter((entry): entry is OperationEntry => entry.kind === 'op');
      const absent = ops.filter((op) => !planted[op.id - 1]?.present);
      const acknowledged = absent.filter((op) => op.outcome === 'ok');
      const lost = acknowledged.filter((op) => op.endMs <= 6_000);
      const after = acknowledged.filter((op) => op.endMs > 6_000);
      const unsure = absent.filter((op) => op.outcome === 'indeterminate');
      const bytes = (list: OperationEntry[]) => list.reduce((sum, op) => sum + op.bytes, 0);
      const oldest = Math.max(0, ...lost.map((op) => 6_000 - op.endMs));
      expect(judgeStore(entries)).toMatchObject({
        rpoOps: [lost.length, lost.length + unsure.length],
        rpoBytes: [bytes(lost), bytes(lost) + bytes(unsure)],
        rpoMs: [oldest, Math.max(oldest, ...unsure.map((op) => 6_000 - op.atMs))],
        lostAfterFault: { ops: after.length, bytes: bytes(after) },
      });
    }),
    runs,
  );
});

test('rows reported as not done are found exactly', () => {
  fc.assert(
    fc.property(fates, (planted) => {
      const { checks } = judge(journalOf(withFates(planted)));
      const lies = planted.filter((fate) => fate.outcome === 'fail' && fate.present).length;
      const why = checks.find((check) => check.id === 'failed-writes-absent')?.why;
      if (lies === 0) expect(why).toMatch(/^no store/);
      else expect(why).toContain(`holds ${lies} writes`);
    }),
    runs,
  );
});

test('planted holes, duplicates and strangers make the ledger invalid, with their number', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: writes.length - 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 0, max: 5 }), (holes, twice, strangers) => {
      const entries = drill.flatMap((entry): Entry[] => {
        if (entry.kind === 'readback') return [stretch(entry, strangers)];
        if (entry.kind !== 'op') return [entry];
        if (holes.includes(entry.id)) return [];
        return twice.includes(entry.id) ? [entry, { ...entry }] : [entry];
      });
      const repeated = twice.filter((id) => !holes.includes(id)).length;
      const ledger = judge(journalOf(entries)).checks.find((check) => check.id === 'ledger-dense');
      if (repeated > 0) expect(ledger?.why).toContain(`${repeated} ids (`);
      else if (holes.length > 0) expect(ledger?.why).toContain(`${holes.length} ids (`);
      else if (strangers > 0) expect(ledger?.why).toContain(`holds ${strangers} ids`);
      const sound = repeated + holes.length + strangers === 0;
      expect(ledger?.verdict).toBe(sound ? 'pass' : 'invalid');
    }),
    runs,
  );
});

function stretch(readback: ReadbackEntry, strangers: number): ReadbackEntry {
  const beyond = Array.from({ length: strangers }, (_, i) => writes.length + 1 + i * 2);
  return { ...readback, ids: [...readback.ids, ...rangesOf(beyond)] };
}

test('the RTO is the planted outage, within a step of the window', () => {
  const outages = fc.integer({ min: 200, max: 9_000 });
  fc.assert(
    fc.property(outages, fc.integer(), (outageMs, seed) => {
      const entries = drillEntries({ ...small, outageMs, seed, operationsPerSecond: 100 });
      const rtoMs = judge(journalOf(entries)).services[0]?.rtoMs;
      expect(rtoMs).toBeGreaterThan(outageMs - 111);
      expect(rtoMs).toBeLessThanOrEqual(outageMs + 100);
    }),
    runs,
  );
});

test('the bars of a waterfall follow each other and add up to the RTO', () => {
  const shape = fc.record({ outageMs: fc.integer({ min: 0, max: 30_000 }), seed: fc.integer() });
  const unsaid = fc.subarray(['detected', 'decided', 'fence', 'promote']);
  fc.assert(
    fc.property(shape, unsaid, fc.boolean(), (changes, missing, blind) => {
      const entries = drillEntries({ ...small, ...changes, vantages: ['us-east-1', 'eu-west-1'] });
      const heard = entries.filter(
        (entry) =>
          !(entry.kind === 'claim' && missing.includes(entry.step)) &&
          !(blind && entry.kind === 'observation'),
      );
      const { services, waterfall, timeline } = judge(journalOf(heard));
      for (const { vantage, rtoMs } of services) {
        const bars = waterfall.filter((bar) => bar.vantage === vantage);
        const wholeMs = typeof rtoMs === 'number' ? rtoMs : 14_000;
        let atMs = 0;
        for (const bar of bars) {
          expect(bar.startMs).toBe(atMs);
          expect(bar.endMs).toBeGreaterThanOrEqual(bar.startMs);
          atMs = bar.endMs;
        }
        if (rtoMs === 'infinity') expect(atMs).toBeGreaterThan(wholeMs - 100);
        else expect(atMs).toBe(wholeMs);
      }
      expect(timeline.series).toHaveLength(2);
    }),
    runs,
  );
});
