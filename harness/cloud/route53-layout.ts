import type { Address, Plan } from '../../engine/index.ts';
import { intervalSeconds } from './interval-seconds.ts';
import { forced, gatesOf, kept, permitted } from './routing-checks.ts';

/** One check of an endpoint, in the API's units. */
export interface CheckLayout {
  readonly type: 'HTTP' | 'TCP';
  /** A region's own machine; a checker routes it over its link. */
  readonly host: string;
  readonly port: number;
  readonly path?: string;
  /** Route 53 knows 10 and 30. */
  readonly intervalSeconds: number;
  readonly failureThreshold: number;
  /** Healthy while the endpoint is not. */
  readonly inverted?: true;
  /** Places it is made from. */
  readonly from: readonly string[];
}

/** A region that is answered while all the checks it names are healthy. */
export interface AnswerLayout {
  readonly region: string;
  readonly host: string;
  readonly mustBeHealthy: readonly string[];
}

/** What is laid into Route 53 before anything goes wrong. */
export interface Route53Layout {
  /** Makes caller references unique, and lets a repetition find what it made. */
  readonly reference: string;
  readonly zone: string;
  /** The name clients resolve, in the zone. */
  readonly service: string;
  readonly ttlSeconds: number;
  /** Of the answer while nothing is open. */
  readonly ttlClosedSeconds: number;
  readonly checks: Readonly<Record<string, CheckLayout>>;
  /** Checks that are healthy while more than half of those they name are. */
  readonly majorities: Readonly<Record<string, readonly string[]>>;
  /** Checks that are healthy while any of those they name is. */
  readonly alternatives?: Readonly<Record<string, readonly string[]>>;
  /** Primary, then secondary. */
  readonly failover: readonly AnswerLayout[];
  /** Answered while it is healthy and none of those is; if it is not either, the first of those. */
  readonly lastResort?: AnswerLayout;
  /** One more name, which leads to the nearest region. */
  readonly geolocation?: {
    readonly name: string;
    /** By the plan's name of each area. */
    readonly answers: Readonly<Record<string, AnswerLayout>>;
  };
}

/** Where the plan's regions are in this run. */
export interface Whereabouts {
  readonly reference: string;
  /** IP of each region's own machine. */
  readonly machines: Readonly<Record<string, string>>;
  /** Port of the gateways, in place of HTTPS 443. */
  readonly gatewayPort: number;
  /**
   * The controllers' doors, by the region of each: `GET /routing/<region>` says whether traffic may
   * go there, `GET /routing/<region>/forced` whether it must, since all others are given up, and
   * `GET /routing/<region>/left` whether it was led away from there a while ago.
   */
  readonly routingControls: Readonly<Record<string, Address>>;
}

/**
 * A8 as Route 53 has it: the plan's health checks; for each region of the failover policy one more
 * at each controller's routing control; a region is open while most of these say so, because one
 * controller may be lost or cut off, and while its own HTTP checks are healthy. The first is closed
 * as soon as most of them say that it was left. Where an operator has given all others up, its own
 * controller is enough; the region of last resort has no other way to be open. The nearest region
 * need not be the one that writes, so that its own checks are enough there. Takes the plan
 * unscaled. Throws RangeError for a region that is nowhere, a last resort without a controller, or
 * an interval that Route 53 does not have.
 */
export function layoutRoute53(dns: Plan['dns'], where: Whereabouts): Route53Layout {
  const hostOf = (region: string): string => {
    const host = where.machines[region];
    if (host === undefined) throw new RangeError(`dns: ${region} is no region of this topology`);
    return host;
  };
  const answer = (region: string, ...more: readonly string[]): AnswerLayout => {
    return { region, host: hostOf(region), mustBeHealthy: [...ownChecks(dns, region), ...more] };
  };
  const gates = gatesOf(dns, where);
  const { zone, name: service, geolocation, lastResort } = dns;
  const answers = Object.entries(geolocation?.to ?? {}).map(([area, region]) => {
    return [area, answer(region)] as const;
  });
  return {
    reference: where.reference,
    zone,
    service,
    ttlSeconds: dns.ttlMs / 1000,
    ttlClosedSeconds: dns.ttlClosedMs / 1000,
    ...gates,
    checks: { ...planChecks(dns, where, hostOf), ...gates.checks },
    failover: dns.failover.map((region, index) =>
      answer(region, permitted(region), ...(index === 0 ? [kept(region)] : [])),
    ),
    ...(lastResort === undefined ? {} : { lastResort: answer(lastResort, forced(lastResort)) }),
    ...(geolocation
      ? { geolocation: { name: geolocation.name, answers: Object.fromEntries(answers) } }
      : {}),
  };
}

/** Those of a region's service: one whose database is away may still answer. */
function ownChecks(dns: Plan['dns'], of: string): string[] {
  return Object.entries(dns.healthChecks)
    .filter(([, { region, type }]) => region === of && type !== 'TCP')
    .map(([name]) => name);
}

/** Those that the plan names, as they are made. */
function planChecks(
  dns: Plan['dns'],
  { gatewayPort }: Whereabouts,
  hostOf: (region: string) => string,
): Record<string, CheckLayout> {
  const checks = Object.entries(dns.healthChecks).map(([name, check]) => {
    const { region, type, port, path, everyMs, failures, from } = check;
    const overHttp = type !== 'TCP';
    const layout: CheckLayout = {
      type: overHttp ? 'HTTP' : 'TCP',
      host: hostOf(region),
      port: type === 'HTTPS' ? gatewayPort : port,
      ...(overHttp ? { path: path ?? '/' } : {}),
      intervalSeconds: intervalSeconds(name, everyMs),
      failureThreshold: failures,
      from,
    };
    return [name, layout] as const;
  });
  return Object.fromEntries(checks);
}
