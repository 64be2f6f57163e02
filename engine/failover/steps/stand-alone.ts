import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';

/**
 * The control store has no member in any other region, so that nobody there can agree on something
 * else. It was made so before this could be written down in it.
 */
export function standAlone({ world }: Failover): Step {
  return {
    name: 'stand-alone',
    needs: [],
    deadlineMs: deadlines.controlStoreMs,
    async run(signal) {
      const asked = { what: 'the control store to tell its size', ms: deadlines.controlStoreMs };
      const size = await until(world.clock, asked, () => world.store.size(), signal);
      if (size !== 1) throw new Error(`the control store has ${size} members`);
      return `the member of ${world.endpoints.home} is all of the control store`;
    },
  };
}
