import { expect, test } from 'vitest';
import { storedId } from '../../workload/run-ids.ts';
import { ofRun } from './of-run.ts';

const second = (id: number) => storedId(id, 1);

test('of a queue that two runs have used, the second finds its own records and their order', () => {
  const found = {
    kind: 'readback',
    ...{ atMs: 1, store: 'kafka', region: 'us-west-2', proof: 'x', complete: true },
    ids: [
      [1, 9],
      [second(1), second(4)],
    ],
    duplicated: [
      [2, 2],
      [second(3), second(3)],
    ],
    inversions: [
      [5, 8],
      [second(2), second(4)],
    ],
  } as const;
  expect(ofRun(found, { earlierRuns: 1 })).toEqual({
    ...found,
    ids: [[1, 4]],
    duplicated: [[3, 3]],
    inversions: [[2, 4]],
  });
});

test('a reading of a store without an order gets none, nor does what a group has taken', () => {
  const reading = { kind: 'readback', atMs: 1, store: 's3', region: 'a', proof: 'x' } as const;
  const ids = [[second(7), second(7)]] as const;
  expect(ofRun({ ...reading, complete: true, ids }, { earlierRuns: 1 })).toEqual({
    ...reading,
    complete: true,
    ids: [[7, 7]],
  });
  const taken = { kind: 'consumed', atMs: 1, store: 'kafka', region: 'a', group: 'g' } as const;
  expect(ofRun({ ...taken, ids }, { earlierRuns: 1 })).toEqual({ ...taken, ids: [[7, 7]] });
  expect(ofRun({ ...taken, ids }, { earlierRuns: 2 })).toEqual({ ...taken, ids: [] });
});
