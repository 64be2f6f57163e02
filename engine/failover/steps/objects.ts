import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn, type World } from '../world.ts';

const none = 'the plan has no store of objects';

/** A region that does not serve takes no objects but replicas. */
export async function refuseObjects({ buckets, plan }: World, region: string): Promise<string> {
  if (!plan.stores.s3) return none;
  await regionIn(buckets, region).refuseWrites(deadlines.s3RequestMs);
  return `${region} takes no objects`;
}

/** The target takes objects, whatever it was told when it last ceased to serve. */
export function openObjects(failover: Failover): Step {
  return {
    name: 'open-objects',
    needs: ['promote'],
    deadlineMs: 2 * deadlines.s3RequestMs,
    async run() {
      const { world, target } = failover;
      if (!world.plan.stores.s3) return none;
      await regionIn(world.buckets, target).takeWrites(deadlines.s3RequestMs);
      return `${target} takes objects`;
    },
  };
}

/** The old side takes none any more, as far as it can be reached; traffic does not wait for it. */
export function fenceObjects({ world, from }: Failover): Step {
  return {
    name: 'fence-objects',
    needs: ['promote'],
    bestEffort: true,
    deadlineMs: 2 * deadlines.s3RequestMs,
    run: () => refuseObjects(world, from),
  };
}
