import { expect, it } from 'vitest';
import { loadPlan } from '../../plan/load.ts';
import type { Failover } from '../failover.ts';
import { drainEvents, fenceEvents, openEvents } from './events.ts';

const plan = loadPlan('fixtures/plans/kyb.yaml');
const signal = new AbortController().signal;

it.each([openEvents, fenceEvents, drainEvents])(
  'needs no queue where there are no topics',
  async (make) => {
    // Whoever asked for a region's queue would find none, and throw.
    const world = { plan, queues: {} };
    const failover = { world, from: 'us-east-1', epoch: 2, target: 'us-west-2' };
    expect(await make(failover as unknown as Failover).run(signal)).toBe('the plan has no topics');
  },
);
