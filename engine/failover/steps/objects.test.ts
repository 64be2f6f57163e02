import { expect, it } from 'vitest';
import type { Failover } from '../failover.ts';
import { fenceObjects, openObjects } from './objects.ts';

const signal = new AbortController().signal;

it.each([openObjects, fenceObjects])('needs no bucket where there is no store', async (make) => {
  // Whoever asked for a region's bucket would find none, and throw.
  const world = { plan: { stores: {} }, buckets: {} };
  const failover = { world, from: 'us-east-1', epoch: 2, target: 'us-west-2' };
  const said = await make(failover as unknown as Failover).run(signal);
  expect(said).toBe('the plan has no store of objects');
});
