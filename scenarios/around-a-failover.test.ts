import { test } from 'vitest';
import { scenario as leaderLost } from './controller-lost-mid-failover.ts';
import { scenario as pairwise } from './pairwise-partition.ts';
import { expectPass } from './support/expect-pass.ts';
import { runFast } from './support/run-fast.ts';

/** One that must be carried to its end by another, and one that must not be begun. */
test.each([leaderLost, pairwise])('$title: the drill passes', async (scenario) => {
  await expectPass(await runFast(scenario));
});
