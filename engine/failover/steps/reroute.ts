import type { Address } from '../../ports/endpoints.ts';
import { deadlines } from '../../systems/deadlines.ts';
import { seenAfterMs } from '../../systems/dns/propagation.ts';
import { resolveAt } from '../../systems/dns/resolver.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { type Assignment, assign, type World } from '../world.ts';

type See = (world: World, vantage: string, region: string, signal: AbortSignal) => Promise<string>;

/** Waits until the resolver of one vantage names the region, and says after how long. */
const seenAt: See = async (world, vantage, region, signal) => {
  const { service } = world.endpoints;
  const { everyMs, withinMs } = world.plan.dns.propagation;
  const resolver = resolverAt(world, vantage);
  const lookup = { vantage, resolver, name: service.name, address: service.records[region] ?? '' };
  // Looking more often than planned costs one datagram, and shows the moment more exactly.
  const limits = { withinMs, everyMs: everyMs / 10 };
  const tookMs = await seenAfterMs(world.clock, lookup, limits, signal);
  return `${vantage} after ${Math.round(tookMs)} ms`;
};

/** The same, but for a place in a region that is left: its resolver may be gone as well. */
const seenIfThere: See = async (world, vantage, region, signal) => {
  const { service } = world.endpoints;
  const asked = resolveAt(resolverAt(world, vantage), service.name, deadlines.dnsQueryMs);
  const answers = await asked.then(
    () => true,
    () => false,
  );
  if (!answers) return `not ${vantage}, where nobody answers`;
  return seenAt(world, vantage, region, signal);
};

function resolverAt({ endpoints }: World, vantage: string): Address {
  const resolver = endpoints.vantages[vantage]?.resolver;
  if (!resolver) throw new RangeError(`no resolver is known at ${vantage}`);
  return resolver;
}

/**
 * Opens the routing control of the target and no other; resolves when every vantage sees it. Of the
 * regions that are left only those are asked whose resolvers answer.
 */
async function lead(
  { world, target, epoch }: Failover,
  how: Pick<Assignment, 'forced'>,
  left: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const closed = { region: 'none', epoch };
  const next = { region: target, epoch, ...how };
  const isBefore = ({ region, epoch: at }: Assignment) => {
    return at < epoch || (at === epoch && region === 'none');
  };
  await assign(world, 'routing', next, isBefore, closed);
  const { from } = world.plan.dns.propagation;
  const seen = await Promise.all(
    from.map((vantage) => {
      const see = left.includes(vantage) ? seenIfThere : seenAt;
      return see(world, vantage, target, signal);
    }),
  );
  return `${target} is seen from ${seen.join(', ')}`;
}

/**
 * Leads traffic to the target; DNS follows its routing control by its health checks. Nothing is
 * asked of Route 53, whose control plane is in the region that may be gone.
 */
export function reroute(failover: Failover): Step {
  const { withinMs } = failover.world.plan.dns.propagation;
  return {
    name: 'reroute',
    needs: ['close', 'activate', 'cache', 'open-events', 'open-objects'],
    deadlineMs: withinMs + deadlines.controlStoreMs,
    run: (signal) => lead(failover, {}, [failover.from], signal),
  };
}

/** The same where all other regions are given up: most controllers will never say so. */
export function rerouteByForce(failover: Failover): Step {
  const { world, target } = failover;
  const others = Object.keys(world.plan.regions).filter((region) => region !== target);
  return {
    ...reroute(failover),
    run: (signal) => lead(failover, { forced: true }, others, signal),
  };
}
