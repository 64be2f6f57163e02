import { expect, test } from 'vitest';
import { journalOf, type OperationEntry } from '../journal/index.ts';
import { ledgerOf } from './ledger.ts';
import { lossOf } from './loss.ts';
import { drillEntries } from './testing/drill-entries.ts';

const [run] = drillEntries();

/** Writes 1, 2, 3 … that ended at 10, 20, 30 … ms. */
function ledger(...writes: Partial<OperationEntry>[]) {
  const operations = writes.map(
    (write, i): OperationEntry => ({
      kind: 'op',
      atMs: 10 * i,
      endMs: 10 * (i + 1),
      id: i + 1,
      type: 'write',
      service: 's',
      vantage: 'v',
      outcome: 'ok',
      bytes: 100,
      ...write,
    }),
  );
  return ledgerOf(journalOf(run ? [run, ...operations] : operations));
}

test('what nobody wrote is a stranger, below, between and above the ids', () => {
  const holed = ledger({}, { id: 3 }, { id: 4 });
  const ids = [
    [-1, 0],
    [2, 2],
    [4, 6],
    [9, 9],
  ] as const;
  expect(lossOf(holed, ids, { t0Ms: 1_000 }).strangers).toBe(2 + 1 + 2 + 1);
  expect(lossOf(holed, [[1, 1]], { t0Ms: 1_000 })).toMatchObject({
    strangers: 0,
    lost: { ops: 2 },
  });
});

test('an acknowledgement at t0 itself still came before the fault', () => {
  const { lost, lostAfter } = lossOf(ledger({}, {}, {}), [], { t0Ms: 20 });
  expect([lost.ops, lostAfter.ops]).toEqual([2, 1]);
});

test('only the new epoch’s own losses are beyond excuse', () => {
  const writes = ledger({ epoch: 1 }, { epoch: 1 }, { epoch: 2 }, { epoch: 3 }, { epoch: 1 });
  expect(lossOf(writes, [], { t0Ms: 10, newEpoch: 2 }).lostInNewEpoch).toEqual([3, 4]);
  expect(lossOf(writes, [], { t0Ms: 10 }).lostInNewEpoch).toEqual([]);
});

test('an absurd id costs no memory and leaves holes', () => {
  const { holes, lastId } = ledger({}, { id: 4e12 });
  expect(holes.count).toBe(4e12 - 2 + 1);
  expect(lastId).toBeLessThan(2_000);
});

test('a store that takes every third write lacks no other, and holds no other', () => {
  const writes = ledger({}, {}, {}, {}, {}, {}, {});
  const everyNth = 3;
  expect(lossOf(writes, [[3, 3]], { t0Ms: 1_000, everyNth })).toMatchObject({
    acknowledged: 2,
    lost: { ops: 1, firstMs: 60 },
    strangers: 0,
  });
  expect(lossOf(writes, [[3, 4]], { t0Ms: 1_000, everyNth }).strangers).toBe(1);
});
