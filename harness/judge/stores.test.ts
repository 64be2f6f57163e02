import { expect, test } from 'vitest';
import { type Entry, journalOf, type ReadbackEntry } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const drill = drillEntries({ operationsPerSecond: 100, vantages: ['us-east-1'] });
const change = (by: (readback: ReadbackEntry) => Entry[]): Entry[] =>
  drill.flatMap((entry) => (entry.kind === 'readback' ? by(entry) : [entry]));
const judgeWithTarget = (entries: Entry[], rpoTargetMs: number) =>
  judge(
    journalOf(
      entries.map((entry) =>
        entry.kind === 'run'
          ? { ...entry, stores: [{ name: 'postgres', tier: 1, rpoTargetMs }] }
          : entry,
      ),
    ),
  );
const storeOf = (entries: Entry[]) => judge(journalOf(entries)).stores[0];

test('the readback that counts is that of the region which serves then', () => {
  const elsewhere = change((readback) => [
    { ...readback, region: 'eu-west-1', ids: [] },
    readback,
    { ...readback, region: 'us-east-1', ids: [] },
  ]);
  expect(storeOf(elsewhere)).toEqual(storeOf(drill));
});

test('a lone readback of a region that did not serve tells nothing of what was served', () => {
  const store = storeOf(change((readback) => [{ ...readback, region: 'eu-west-1' }]));
  expect(store).toMatchObject({
    region: '',
    verdict: 'unknown',
    why: 'postgres was read back in eu-west-1 alone, and us-west-2 served',
  });
  expect(store?.rpoOps[0]).toBe(0);
});

test('what was read back after the rig healed is not what the failover left', () => {
  const entries = change((readback) => [{ ...readback, atMs: 66_500 }]);
  expect(storeOf(entries)).toMatchObject({ verdict: 'unknown', why: 'no readback of postgres' });
});

test('without a complete readback anything may be lost, and nothing need be', () => {
  const store = storeOf(change((readback) => [{ ...readback, complete: false }]));
  expect(store).toMatchObject({ verdict: 'unknown', why: /not complete/ });
  expect(store?.rpoOps[0]).toBe(0);
  expect(store?.rpoOps[1]).toBeGreaterThan(1_000);
  expect(store?.rpoMs[1]).toBeGreaterThan(19_000);
});

test('acknowledged after the fault in the old epoch and lost is counted apart, and counts', () => {
  const zombie = drill.map((entry) =>
    entry.kind === 'op' && entry.type === 'write' && entry.atMs > 24_000 && entry.atMs < 27_000
      ? { ...entry, outcome: 'ok' as const, region: 'us-east-1', epoch: 1 }
      : entry,
  );
  const store = storeOf(zombie);
  expect(store?.rpoOps).toEqual(storeOf(drill)?.rpoOps);
  expect(store?.lostAfterFault.ops).toBeGreaterThan(200);
  expect(store?.lostAfterFault.lastMs).toBeGreaterThan(4_900);
  const lastMs = store?.lostAfterFault.lastMs ?? 0;
  const [lo, hi] = store?.rpoMs ?? [0, 0];
  const between = (target: number) => judgeWithTarget(zombie, target).stores[0]?.verdict;
  expect(between(hi + lastMs + 1)).toBe('pass');
  expect(between(lo + lastMs - 1)).toBe('fail');
  const older = new Set([100]);
  const unsure = zombie.map((entry): Entry => {
    if (entry.kind === 'readback')
      return { ...entry, ids: entry.ids.flatMap((range) => punch(range, older)) };
    const chosen = entry.kind === 'op' && entry.type === 'write' && older.has(entry.id);
    return chosen ? { ...entry, outcome: 'indeterminate' } : entry;
  });
  const unsureMs = storeOf(unsure)?.rpoMs[1] ?? 0;
  expect(unsureMs).toBeGreaterThan(lo + lastMs);
  expect(judgeWithTarget(unsure, unsureMs + 1).stores[0]?.verdict).toBe('unknown');
});

test('a target that only indeterminate writes reach past is unknown', () => {
  const tight = drill.map((entry) => {
    if (entry.kind === 'run')
      return { ...entry, stores: [{ name: 'postgres', tier: 1, rpoTargetMs: 500 }] };
    const old = entry.kind === 'op' && entry.type === 'write' && Math.abs(entry.atMs - 21_000) < 6;
    return old ? { ...entry, outcome: 'indeterminate' as const } : entry;
  });
  const ids = new Set(
    tight.flatMap((e) =>
      e.kind === 'op' && e.type === 'write' && e.outcome === 'indeterminate' && e.atMs < 21_500
        ? [e.id]
        : [],
    ),
  );
  expect(ids.size).toBeGreaterThan(0);
  const without = tight.map((entry) =>
    entry.kind === 'readback'
      ? { ...entry, ids: entry.ids.flatMap((range) => punch(range, ids)) }
      : entry,
  );
  expect(storeOf(without)).toMatchObject({ verdict: 'unknown', why: /indeterminate/ });
  const [, hi] = storeOf(without)?.rpoMs ?? [0, 0];
  expect(judgeWithTarget(without, hi + 1).stores[0]?.verdict).toBe('pass');
});

test('a loss of its own after the fault is measured from its first write, not from t0', () => {
  const gone = new Set([4_000, 4_010]);
  const late = change((readback) => [
    { ...readback, ids: readback.ids.flatMap((range) => punch(range, gone)) },
  ]).map((entry) => {
    const back = entry.kind === 'op' && entry.type === 'write' && entry.outcome !== 'ok';
    return back ? { ...entry, outcome: 'fail' as const } : entry;
  });
  const whole = late.map((entry): Entry => {
    if (entry.kind === 'readback')
      return {
        ...entry,
        ids: [
          [1, 3_999],
          [4_001, 4_009],
          [4_011, 9_999],
        ],
      };
    return entry;
  });
  const store = judgeWithTarget(whole, 1_000).stores[0];
  expect(store).toMatchObject({ rpoOps: [0, 0], lostAfterFault: { ops: 2 }, verdict: 'pass' });
  expect(store?.lostAfterFault.lastMs).toBeGreaterThan(20_000);
  expect(store?.why).toMatch(/^\d+ ms of acknowledged writes lost$/);
});

test('where the service stays nothing that was acknowledged may be lost', () => {
  const stayed = drill.map((entry): Entry => {
    if (entry.kind === 'run') return { ...entry, failover: 'never' };
    if (entry.kind === 'readback') return { ...entry, region: 'us-east-1' };
    if (entry.kind === 'op' && entry.outcome === 'ok')
      return { ...entry, region: 'us-east-1', epoch: 1 };
    if (entry.kind !== 'observation' || entry.of !== 'writable') return entry;
    if (entry.at !== 'us-east-1') return { ...entry, value: false };
    return { ...entry, value: true, epoch: 1 };
  });
  const lost = storeOf(drill)?.rpoOps[0] ?? 0;
  expect(lost).toBeGreaterThan(0);
  expect(storeOf(stayed)).toMatchObject({
    verdict: 'fail',
    why: `${lost} acknowledged writes lost, and nobody failed over`,
  });
  const free = stayed.map((entry): Entry => {
    if (entry.kind !== 'run') return entry;
    const { failover: _, ...run } = entry;
    return run;
  });
  expect(storeOf(free)?.verdict).toBe('pass');
  const kept = stayed.map((entry): Entry => {
    return entry.kind === 'readback' ? { ...entry, ids: [[1, 99_999]] } : entry;
  });
  expect(storeOf(kept)?.verdict).toBe('pass');
});

test('where a store keeps all that was acknowledged its target excuses no loss', () => {
  const target = { name: 'postgres', tier: 1, rpoTargetMs: 60_000 };
  const judged = (entries: Entry[], keepsAcknowledged?: true) => {
    const stores = [{ ...target, ...(keepsAcknowledged && { keepsAcknowledged }) }];
    return storeOf(entries.map((entry) => (entry.kind === 'run' ? { ...entry, stores } : entry)));
  };
  const lost = judged(drill)?.rpoOps[0] ?? 0;
  expect(lost).toBeGreaterThan(0);
  expect(judged(drill)).toMatchObject({ verdict: 'pass' });
  expect(judged(drill, true)).toMatchObject({
    verdict: 'fail',
    why: `${lost} acknowledged writes lost, and none may be`,
  });
  const doubted = drill.map((entry): Entry => {
    const isLost = entry.kind === 'op' && entry.type === 'write' && entry.endMs > 17_000;
    return isLost && entry.atMs < 24_000 ? { ...entry, outcome: 'indeterminate' } : entry;
  });
  expect(judged(doubted, true)).toMatchObject({ verdict: 'pass' });
});

test('what was never answered before the steady phase is not taken for a loss', () => {
  const early = drill.map((entry): Entry => {
    if (entry.kind === 'phase' && entry.phase === 'steady') return { ...entry, atMs: 5_000 };
    if (entry.kind === 'readback')
      return {
        ...entry,
        ids: entry.ids.flatMap(([from, to]) => [[Math.max(from, 11), to] as const]),
      };
    const first = entry.kind === 'op' && entry.type === 'write' && entry.id <= 10;
    return first ? { ...entry, outcome: 'indeterminate' } : entry;
  });
  expect(storeOf(early)).toMatchObject({ verdict: 'pass', indeterminateOps: 12 });
  expect(storeOf(early)?.rpoOps).toEqual(storeOf(drill)?.rpoOps);
});

function punch([from, to]: readonly [number, number], out: ReadonlySet<number>) {
  const kept: [number, number][] = [];
  for (let id = from; id <= to; id += 1) if (!out.has(id)) kept.push([id, id]);
  return kept;
}
