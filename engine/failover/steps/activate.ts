import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { type Assignment, assign, regionIn } from '../world.ts';

/** Gives the target the right to write, and waits until its service says that it can. */
export function activate(failover: Failover): Step {
  const { world, epoch } = failover;
  const restartMs = world.plan.targets.budget.serviceRestartMs;
  return {
    name: 'activate',
    needs: ['epoch'],
    deadlineMs: restartMs + deadlines.controlStoreMs,
    async run(signal) {
      const { target } = failover;
      const next = { region: target, epoch };
      const fenced = { region: 'none', epoch };
      const isFenced = ({ region, epoch: at }: Assignment) => region === 'none' && at === epoch;
      await assign(world, 'writer', next, isFenced, fenced);
      const what = `the service in ${target} to be ready in epoch ${epoch}`;
      const detail = await until(
        world.clock,
        { what, ms: restartMs, everyMs: 50 },
        async () => {
          const found = await regionIn(world.service, target).probe(deadlines.serviceRequestMs);
          const ours = found.epoch === undefined || found.epoch === epoch;
          if (found.ready && ours) return found.detail;
          throw new Error(`it said ${found.detail} in epoch ${found.epoch}`);
        },
        signal,
      );
      return `${target} may write, and is ready: ${detail}`;
    },
  };
}
