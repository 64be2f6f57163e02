import { deadlines } from '../../systems/deadlines.ts';
import { seenAfterMs } from '../../systems/dns/propagation.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { assign, type World } from '../world.ts';

/** Waits until the resolver of one vantage names the region, and says after how long. */
async function seenAt(world: World, vantage: string, region: string, signal: AbortSignal) {
  const { vantages, service } = world.endpoints;
  const { everyMs, withinMs } = world.plan.dns.propagation;
  const resolver = vantages[vantage]?.resolver;
  if (!resolver) throw new RangeError(`no resolver is known at ${vantage}`);
  const lookup = { vantage, resolver, name: service.name, address: service.records[region] ?? '' };
  // Looking more often than planned costs one datagram, and shows the moment more exactly.
  const limits = { withinMs, everyMs: everyMs / 10 };
  const tookMs = await seenAfterMs(world.clock, lookup, limits, signal);
  return `${vantage} after ${Math.round(tookMs)} ms`;
}

/**
 * Opens the routing control of the target and no other; DNS follows it by its health checks.
 * Nothing is asked of Route 53, whose control plane is in the region that may be gone.
 */
export function reroute(failover: Failover): Step {
  const { world, epoch } = failover;
  const { from, withinMs } = world.plan.dns.propagation;
  return {
    name: 'reroute',
    needs: ['close', 'activate', 'cache', 'open-events'],
    deadlineMs: withinMs + deadlines.controlStoreMs,
    async run(signal) {
      const { target } = failover;
      const next = { region: target, epoch };
      await assign(world, 'routing', next, ({ region, epoch: at }) => {
        return at < epoch || (at === epoch && region === 'none');
      });
      const seen = await Promise.all(from.map((vantage) => seenAt(world, vantage, target, signal)));
      return `${target} is seen from ${seen.join(', ')}`;
    },
  };
}
