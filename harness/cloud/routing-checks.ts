import type { Plan } from '../../engine/index.ts';
import { intervalSeconds } from './interval-seconds.ts';
import type { CheckLayout, Route53Layout, Whereabouts } from './route53-layout.ts';

/** Healthy while most controllers say that traffic may go to a region. */
const routed = (region: string) => `routing-${region}`;
/** Healthy while the controller of a region says that traffic must go there. */
export const forced = (region: string) => `forced-${region}`;
/** Healthy until most controllers say that a region was left; see `leftCheck`. */
export const kept = (region: string) => `kept-${region}`;
/** Healthy while either is. */
export const permitted = (region: string) => `permitted-${region}`;

type Gates = Pick<Route53Layout, 'checks' | 'majorities' | 'alternatives'>;

/**
 * What says whether traffic may go to the regions of the failover, and to the one of last resort.
 * Throws RangeError if that has no controller.
 */
export function gatesOf(dns: Plan['dns'], where: Whereabouts): Gates {
  const { failover, lastResort } = dns;
  const doors = Object.keys(where.routingControls);
  const ownDoor = failover.filter((region) => doors.includes(region));
  const doorOf = (region: string, at: string) => `${routed(region)}-at-${at}`;
  // While the first is healthy nobody asks for the others: they need not be closed as fast.
  const firstOf = failover.slice(0, 1);
  const keptAt = (region: string, at: string) => `${kept(region)}-at-${at}`;
  const checks = [
    ...failover.flatMap((region) =>
      doors.map((at) => [doorOf(region, at), doorCheck(dns, where, at, `/${region}`)] as const),
    ),
    ...firstOf.flatMap((region) =>
      doors.map((at) => [keptAt(region, at), leftCheck(dns, where, at, region)] as const),
    ),
    ...[ownDoor, lastResort ?? []]
      .flat()
      .map((at) => [forced(at), doorCheck(dns, where, at, `/${at}/forced`)] as const),
  ];
  const majorities = [
    ...failover.map((region) => [routed(region), doors.map((at) => doorOf(region, at))] as const),
    ...firstOf.map((region) => [kept(region), doors.map((at) => keptAt(region, at))] as const),
  ];
  const alternatives = failover.map((region) => {
    const byForce = ownDoor.includes(region) ? [forced(region)] : [];
    return [permitted(region), [routed(region), ...byForce]] as const;
  });
  return {
    checks: Object.fromEntries(checks),
    majorities: Object.fromEntries(majorities),
    alternatives: Object.fromEntries(alternatives),
  };
}

/**
 * Unhealthy while the controller of one region says that another was left; one that is out of reach
 * has not said so. An endpoint is healthy as soon as one of three checkers finds it so, a third of
 * an interval after a change, and unhealthy only once all of them do not, after all of it (Route 53
 * asks for more than 18 % of its checkers). Inverted, a region is closed as fast as it is opened.
 */
function leftCheck(dns: Plan['dns'], where: Whereabouts, at: string, region: string): CheckLayout {
  return { ...doorCheck(dns, where, at, `/${region}/left`), inverted: true };
}

/** What the controller of one region says, by its routing control. */
function doorCheck(
  dns: Plan['dns'],
  { routingControls }: Whereabouts,
  at: string,
  about: string,
): CheckLayout {
  const door = routingControls[at];
  if (!door) throw new RangeError(`dns: ${at} has no controller to be asked for its routing`);
  const { everyMs, failures } = dns.routingControl;
  return {
    type: 'HTTP',
    host: door.host,
    port: door.port,
    path: `/routing${about}`,
    intervalSeconds: intervalSeconds('routingControl', everyMs),
    failureThreshold: failures,
    from: [...new Set(Object.values(dns.healthChecks).flatMap((check) => check.from))],
  };
}
