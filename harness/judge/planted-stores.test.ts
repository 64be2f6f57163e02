import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, journalOf, type OperationEntry, type StoreTarget } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';
import { rangesOf } from './testing/drill-shape.ts';

/** Property tests over several stores: what is planted in a drill is counted, and nothing else. */
const t0Ms = 6_000;
const drill = drillEntries({
  operationsPerSecond: 20,
  vantages: ['us-east-1'],
  steadyMs: 0,
  t0Ms,
  outageMs: 4_000,
  loadEndMs: 20_000,
  unreplicatedMs: 0,
  reads: 0,
}).filter((entry) => entry.kind !== 'readback');
const writes = drill.filter((entry): entry is OperationEntry => entry.kind === 'op');
const ids = writes.map((op) => op.id);
const isDone = (op: OperationEntry | undefined) => op?.outcome === 'ok';
const written = ids.filter((id) => isDone(writes[id - 1]));
const runs = { numRuns: 60 };

const stores: readonly StoreTarget[] = [
  { name: 'postgres', tier: 1, rpoTargetMs: 3_000 },
  { name: 'kafka', tier: 2, rpoTargetMs: 60_000 },
  { name: 's3', tier: 2, rpoTargetMs: 60_000, everyNth: 3 },
];
const readback = (store: string, has: readonly number[], more: object = {}): Entry => ({
  kind: 'readback',
  atMs: 20_100,
  store,
  region: 'us-west-2',
  proof: 'all of it',
  complete: true,
  ids: rangesOf(has),
  ...more,
});
const judgeWith = (more: readonly Entry[], of: readonly StoreTarget[] = stores) =>
  judge(
    journalOf([
      ...drill.map(
        (entry): Entry =>
          entry.kind === 'run' ? { ...entry, stores: of, maxStaleMs: 500 } : entry,
      ),
      ...more,
    ]),
  );
const someIds = (max: number) => fc.uniqueArray(fc.constantFrom(...written), { maxLength: max });

test('planted tears are counted, and those that the strictest RPO excuses are excused', () => {
  fc.assert(
    fc.property(someIds(30), someIds(30), someIds(30), (noRow, noEvent, noObject) => {
      const without = (gone: readonly number[]) => written.filter((id) => !gone.includes(id));
      const thirds = without(noObject).filter((id) => id % 3 === 0);
      const {
        torn,
        stores: found,
        checks,
      } = judgeWith([
        readback('postgres', without(noRow)),
        readback('kafka', without(noEvent)),
        readback('s3', thirds),
      ]);
      const missingIn = (id: number) => [
        ...(noRow.includes(id) ? ['postgres'] : []),
        ...(noEvent.includes(id) ? ['kafka'] : []),
        ...(id % 3 === 0 && noObject.includes(id) ? ['s3'] : []),
      ];
      const tears = written.filter((id) => {
        const missing = missingIn(id).length;
        return missing > 0 && missing < (id % 3 === 0 ? 3 : 2);
      });
      expect(torn).toEqual({
        stores: ['postgres', 'kafka', 's3'],
        ops: tears.length,
        acknowledgedOps: tears.length,
        first: tears.slice(0, 5).map((id) => ({ id, missingIn: missingIn(id) })),
      });
      const endOf = (id: number) => (writes[id - 1] as OperationEntry).endMs;
      const lossesOf = {
        postgres: noRow,
        kafka: noEvent,
        s3: noObject.filter((id) => id % 3 === 0),
      };
      const lossFrom = (store: string) => {
        const ends = lossesOf[store as keyof typeof lossesOf].map(endOf);
        return Math.max(t0Ms, Math.min(...ends));
      };
      const beyond = tears.filter((id) => {
        const from = Math.min(...missingIn(id).map(lossFrom));
        return (endOf(id) <= t0Ms ? t0Ms - endOf(id) : endOf(id) - from) > 3_000;
      });
      const whole = checks.find((check) => check.id === 'operations-whole');
      expect(whole?.verdict).toBe(beyond.length > 0 ? 'fail' : 'pass');
      expect(whole?.proof?.count ?? 0).toBe(beyond.length);
      const lostObjects = noObject.filter((id) => id % 3 === 0).length;
      const s3 = found.find((store) => store.name === 's3');
      expect((s3?.rpoOps[0] ?? 0) + (s3?.lostAfterFault.ops ?? 0)).toBe(lostObjects);
    }),
    runs,
  );
});

test('planted duplicates and inversions are counted, but not of writes under way together', () => {
  const pairs = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(someIds(12), pairs, (twice, inversions) => {
      const duplicated = rangesOf(twice.toSorted((a, b) => a - b));
      const { queues, checks } = judgeWith([
        readback('kafka', written, { duplicated, inversions }),
      ]);
      const wrong = inversions.filter(([id, before]) => {
        const [write, other] = [writes[id - 1], writes[before - 1]];
        return isDone(write) && (write?.endMs ?? 0) < (other?.atMs ?? 0);
      });
      expect(queues).toEqual([
        {
          store: 'kafka',
          region: 'us-west-2',
          duplicatedOps: twice.length,
          reorderedOps: wrong.length,
        },
      ]);
      const of = (id: string) => checks.find((check) => check.id === id);
      expect(of('queue-not-duplicated')?.proof?.count ?? 0).toBe(twice.length);
      expect(of('queue-order-kept')?.proof?.count ?? 0).toBe(wrong.length);
      expect(of('consumers-skip-nothing')).toBeUndefined();
    }),
    runs,
  );
});

test('planted skips and repeats of two groups of consumers are counted', () => {
  const taken = fc.record({ here: someIds(200), there: someIds(200) });
  fc.assert(
    fc.property(taken, taken, (billing, search) => {
      const consumed = Object.entries({ billing, search }).flatMap(([group, { here, there }]) =>
        Object.entries({ 'us-east-1': here, 'us-west-2': there }).map(
          ([region, list]): Entry => ({
            kind: 'consumed',
            atMs: 20_050,
            store: 'kafka',
            region,
            group,
            ids: rangesOf(list.toSorted((a, b) => a - b)),
          }),
        ),
      );
      const { queues } = judgeWith([readback('kafka', written), ...consumed]);
      const count = (of: (here: boolean, there: boolean) => boolean) =>
        [billing, search].reduce(
          (sum, { here, there }) =>
            sum + written.filter((id) => of(here.includes(id), there.includes(id))).length,
          0,
        );
      expect(queues[0]).toMatchObject({
        skippedOps: count((here, there) => !here && !there),
        repeatedOps: count((here, there) => here && there),
      });
    }),
    runs,
  );
});

test('planted stale reads, and reads that go back, are counted; lost writes excuse theirs', () => {
  const planted = fc.array(
    fc.record({
      id: fc.constantFrom(...written.slice(0, 80)),
      behindMs: fc.integer({ min: -40, max: 1_500 }),
      found: fc.boolean(),
    }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(planted, someIds(60), (list, lost) => {
      const reads = list.map(({ id, behindMs, found }): OperationEntry => {
        const write = writes[id - 1] as OperationEntry;
        const atMs = write.endMs + behindMs;
        return { ...write, type: 'read', bytes: 0, atMs, endMs: atMs + 10, found };
      });
      const kept = written.filter((id) => !lost.includes(id));
      const { checks } = judgeWith([readback('postgres', kept), ...reads], stores.slice(0, 1));
      const missed = reads.filter((op) => !op.found && kept.includes(op.id));
      const stale = missed.filter((op) => op.atMs - (writes[op.id - 1]?.endMs ?? 0) > 500);
      const back = missed.filter((op) =>
        reads.some((other) => other.found && other.id === op.id && other.endMs <= op.atMs),
      );
      const of = (id: string) => checks.find((check) => check.id === id)?.proof?.count ?? 0;
      expect([of('reads-fresh'), of('reads-monotonic')]).toEqual([stale.length, back.length]);
    }),
    runs,
  );
});
