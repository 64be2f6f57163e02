import { afterAll, expect, test } from 'vitest';
import { WarmRegions } from '../harness/drill/warm-regions.ts';
import { scenario as leaderLost } from './controller-lost-mid-failover.ts';
import { scenario as pairwise } from './pairwise-partition.ts';
import { expectPass } from './support/expect-pass.ts';
import { runFast } from './support/run-fast.ts';

const warm = new WarmRegions();
afterAll(() => warm[Symbol.asyncDispose]());

test('a failover is carried to its end by another controller', async () => {
  const outcome = await runFast(leaderLost, warm);
  await expectPass(outcome);
  expect(outcome.judged.notProved.join()).not.toMatch(/Drills before it/);
});

/** Where the failover before was brought back from, and what it began is forgotten. */
test('in the same regions none is begun for a partition of one pair', async () => {
  const outcome = await runFast(pairwise, warm);
  await expectPass(outcome);
  expect(outcome.judged.notProved.join()).toMatch(/Drills before it in the same regions.*: 1\./);
});
