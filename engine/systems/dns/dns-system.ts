import type { HealthCheck, ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import type { Plan } from '../../plan/schema.ts';
import type { FailsOver, Moved, Probeable, Standing } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Endpoints } from '../../ports/endpoints.ts';
import type { Readiness } from '../app/service.ts';
import { deadlines } from '../deadlines.ts';
import { inOrder, type Move, messageOf, type OnMove, SystemUnsound } from '../moves.ts';
import { followingChecks } from './following-checks.ts';
import { astrayAt, type Lookup, seenAfterMs } from './propagation.ts';
import { FailoverName, listHealthChecks, pointHealthCheck } from './route53.ts';

export interface DnsSystemOptions {
  readonly clock: Clock;
  readonly client: Route53Client;
  readonly dns: Plan['dns'];
  readonly vantages: Endpoints['vantages'];
  readonly service: Endpoints['service'];
  /** The protected service of each region. */
  readonly services: Readonly<Record<string, Probeable<Readiness>>>;
  readonly onMove?: OnMove;
}

/** Two regions; each move of DNS goes from one to the other. */
interface Ends {
  readonly from: string;
  readonly to: string;
}

/**
 * The service's name in Route 53, changed through its API (A8): who of the failover records is
 * primary, and the health checks of what only the active region has.
 *
 * This is the planned way, and what tidies up after the automatic one. The automatic failover needs
 * none of it: the API lives in us-east-1 and may be gone, so that what reroutes traffic then is the
 * routing control, which was provisioned beforehand. It stays in charge here too. A record is
 * answered only while its own checks are healthy, and those are left alone: what was changed at a
 * gate could not be changed back without the API. The primary is who is answered while both gates
 * are open; while nobody opens either, the plan's first region is answered (`steps/close.ts` counts
 * on that). That one alone is closed within a third of an interval when it is left: leaving another
 * takes a whole one.
 *
 * An API that does not answer shows as the SDK's error before anything was changed, and as
 * MoveFailed after.
 */
export class DnsSystem implements FailsOver {
  readonly #options: DnsSystemOptions;
  readonly #name: FailoverName;

  constructor(options: DnsSystemOptions) {
    this.#options = options;
    this.#name = new FailoverName(options.client, options.dns.zone, options.service.name);
  }

  /** The primary leads if every vantage is led there, its service may write, and it is watched. */
  async validate(): Promise<Standing> {
    const standing = await this.#standing();
    const { leader, followers } = standing;
    const [astray, unready, unwatched] = await Promise.all([
      Promise.all(this.#lookups(leader).map(astrayAt)),
      this.#unready(leader),
      Promise.all(followers.map((from) => this.#unwatched({ from, to: leader }))),
    ]);
    const elsewhere = unwatched
      .flat()
      .map(({ HealthCheckConfig: config }) => `${config?.Type} is watched at ${config?.IPAddress}`);
    const problems = [...astray.flat(), ...unready, ...elsewhere];
    if (problems.length > 0) throw new SystemUnsound('DNS', problems);
    return standing;
  }

  /** To the leader itself only if the failover that made it one was not ended. */
  async failOver(to?: string): Promise<Moved> {
    const { leader, followers } = await this.#standing();
    const [follower = ''] = followers;
    const next = to ?? follower;
    const ends = { from: next === leader ? follower : leader, to: next };
    const known = [leader, ...followers].includes(next);
    const begun = known && next === leader && (await this.#unwatched(ends)).length > 0;
    if (begun || followers.includes(next)) return this.#move(ends);
    const words = `the records of the failover are of ${[leader, ...followers]}, the first leads`;
    throw new SystemUnsound('DNS', [`${leader} to ${next}: ${words}`]);
  }

  /**
   * Puts records and health checks back, also of a failover that ended half-way, and any number of
   * times; who can be reached there, and who sees it, is no condition of going back.
   */
  async undo({ from, to }: Moved): Promise<Moved> {
    const { clock, onMove } = this.#options;
    const ends = { from: to, to: from };
    return { ...ends, moves: await inOrder(clock, this.#changes(ends), onMove) };
  }

  async #move(ends: Ends): Promise<Moved> {
    const { clock, onMove } = this.#options;
    this.#lookups(ends.to);
    await this.#following(ends);
    const unready = await this.#unready(ends.to);
    if (unready.length > 0) throw new SystemUnsound('DNS', unready);
    const moves = [
      ...this.#changes(ends),
      { name: 'propagation', run: () => this.#awaitPropagation(ends.to) },
      { name: 'validate', run: () => this.#leads(ends.to) },
    ];
    return { ...ends, moves: await inOrder(clock, moves, onMove) };
  }

  /** Each puts right what is not so yet. */
  #changes({ from, to }: Ends): readonly Move[] {
    return [
      {
        name: 'records',
        run: async () => {
          await this.#makePrimary(to);
          return `the record of ${to} is the primary one`;
        },
        undo: () => this.#makePrimary(from),
      },
      {
        name: 'health-checks',
        run: async () => {
          await this.#watch({ from, to });
          return `what only ${to} has is watched there`;
        },
        undo: () => this.#watch({ from: to, to: from }),
      },
    ];
  }

  async #leads(region: string): Promise<string> {
    const { leader } = await this.validate();
    if (leader !== region) throw new Error(`${leader} leads, not ${region}`);
    return `every vantage is led to ${region}`;
  }

  async #standing(): Promise<Standing> {
    const { primary, secondary } = await this.#name.pair();
    return { leader: this.#regionOf(primary), followers: [this.#regionOf(secondary)] };
  }

  async #makePrimary(region: string): Promise<void> {
    const pair = await this.#name.pair();
    if (this.#regionOf(pair.primary) !== region) await this.#name.exchange(pair);
  }

  async #watch(ends: Ends): Promise<void> {
    for (const check of await this.#unwatched(ends)) {
      await pointHealthCheck(this.#options.client, check, this.#addressOf(ends.to));
    }
  }

  /** Checks of what only the active region has that do not watch it there. */
  async #unwatched(ends: Ends): Promise<readonly HealthCheck[]> {
    const address = this.#addressOf(ends.to);
    const checks = await this.#following(ends);
    return checks.filter(({ HealthCheckConfig }) => HealthCheckConfig?.IPAddress !== address);
  }

  /** Throws SystemUnsound if Route 53 lacks one that the plan has. */
  async #following({ from, to }: Ends): Promise<readonly HealthCheck[]> {
    const wanted = followingChecks(this.#options.dns.healthChecks, [from, to]);
    if (wanted.length === 0) return [];
    const machines = [this.#addressOf(from), this.#addressOf(to)];
    const known = await listHealthChecks(this.#options.client);
    return wanted.map(({ type, port }) => {
      const found = known.find(({ HealthCheckConfig: config }) => {
        const here = machines.includes(config?.IPAddress ?? '');
        return here && config?.Type === type && config.Port === port;
      });
      if (found) return found;
      const missing = `no ${type} health check of port ${port} in ${from} or ${to}`;
      throw new SystemUnsound('DNS', [missing]);
    });
  }

  async #awaitPropagation(to: string): Promise<string> {
    const { clock, dns } = this.#options;
    const tookMs = await Promise.all(
      this.#lookups(to).map((lookup) => seenAfterMs(clock, lookup, dns.propagation)),
    );
    return `seen by the last vantage after ${Math.round(Math.max(...tookMs))} ms`;
  }

  #lookups(region: string): readonly Lookup[] {
    const { dns, vantages, service } = this.#options;
    return dns.propagation.from.map((vantage) => {
      const resolver = vantages[vantage]?.resolver;
      if (!resolver) throw new SystemUnsound('DNS', [`no resolver is known at ${vantage}`]);
      return { vantage, resolver, name: service.name, address: this.#addressOf(region) };
    });
  }

  async #unready(region: string): Promise<readonly string[]> {
    const service = this.#options.services[region];
    if (!service) return [`no service is known in ${region}`];
    try {
      const { ready, detail } = await service.probe(deadlines.serviceRequestMs);
      return ready ? [] : [`the service of ${region} says ${detail}`];
    } catch (error) {
      return [`the service of ${region} does not answer: ${messageOf(error)}`];
    }
  }

  #addressOf(region: string): string {
    const address = this.#options.service.records[region];
    if (address === undefined) throw new SystemUnsound('DNS', [`no address is known of ${region}`]);
    return address;
  }

  #regionOf({ ResourceRecords }: ResourceRecordSet): string {
    const values = ResourceRecords?.map(({ Value }) => Value) ?? [];
    const found = Object.entries(this.#options.service.records).find(
      ([, address]) => values.length === 1 && values[0] === address,
    );
    return found?.[0] ?? `${values}`;
  }
}
