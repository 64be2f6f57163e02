import { deadlines } from '../../systems/deadlines.ts';
import { seenAfterMs } from '../../systems/dns/propagation.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { type Assignment, assign, type World } from '../world.ts';

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

/** Opens the routing control of the target and no other; resolves when these vantages see it. */
async function lead(
  { world, target, epoch }: Failover,
  how: Pick<Assignment, 'forced'>,
  vantages: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  await assign(world, 'routing', { region: target, epoch, ...how }, ({ region, epoch: at }) => {
    return at < epoch || (at === epoch && region === 'none');
  });
  const seen = await Promise.all(vantages.map((each) => seenAt(world, each, target, signal)));
  return `${target} is seen from ${seen.join(', ')}`;
}

/**
 * Leads traffic to the target; DNS follows its routing control by its health checks. Nothing is
 * asked of Route 53, whose control plane is in the region that may be gone.
 */
export function reroute(failover: Failover): Step {
  const { from, withinMs } = failover.world.plan.dns.propagation;
  return {
    name: 'reroute',
    needs: ['close', 'activate', 'cache', 'open-events'],
    deadlineMs: withinMs + deadlines.controlStoreMs,
    run: (signal) => lead(failover, {}, from, signal),
  };
}

/**
 * The same where all other regions are given up: most controllers will never say so, and the
 * resolvers in those regions may be gone as well, so that nobody waits for them.
 */
export function rerouteByForce(failover: Failover): Step {
  const { plan } = failover.world;
  return {
    ...reroute(failover),
    run: (signal) => {
      const { target } = failover;
      const awaited = plan.dns.propagation.from.filter(
        (place) => place === target || !plan.regions[place],
      );
      return lead(failover, { forced: true }, awaited, signal);
    },
  };
}
