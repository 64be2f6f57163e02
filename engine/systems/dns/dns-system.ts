import type { HealthCheck, ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import type { Plan } from '../../plan/schema.ts';
import type { Probeable } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Endpoints } from '../../ports/endpoints.ts';
import type { Readiness } from '../app/service.ts';
import { deadlines } from '../deadlines.ts';
import { DnsFailoverFailed, DnsNotReady } from './errors.ts';
import { followingChecks } from './following-checks.ts';
import { isSeen, type Lookup, seenAfterMs } from './propagation.ts';
import { FailoverName, listHealthChecks, pointHealthCheck } from './route53.ts';

export interface DnsSystemOptions {
  readonly clock: Clock;
  readonly client: Route53Client;
  readonly dns: Plan['dns'];
  readonly vantages: Endpoints['vantages'];
  readonly service: Endpoints['service'];
  /** The protected service of each region. */
  readonly services: Readonly<Record<string, Probeable<Readiness>>>;
}

/** From where to where a failover of DNS goes. */
export interface DnsMove {
  readonly from: string;
  readonly to: string;
}

export interface DnsFailover {
  /** What was done, in order, and how long each took, milliseconds. */
  readonly steps: readonly { readonly name: string; readonly tookMs: number }[];
  /** The address that the name leads to now. */
  readonly endpoint: string;
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
 * are open, and while nobody opens either.
 *
 * Every call throws the SDK's error when the API did not answer.
 */
export class DnsSystem {
  readonly #options: DnsSystemOptions;
  readonly #name: FailoverName;

  constructor(options: DnsSystemOptions) {
    this.#options = options;
    this.#name = new FailoverName(options.client, options.dns.zone, options.service.name);
  }

  /** Whether this move could be made. Changes nothing; throws DnsNotReady. */
  async validateBefore({ from, to }: DnsMove): Promise<void> {
    const { primary, secondary } = await this.#name.pair();
    const pair = [this.#regionOf(primary), this.#regionOf(secondary)];
    if (from === to || !pair.includes(from) || !pair.includes(to)) {
      throw new DnsNotReady(`${from} to ${to}: the records of the failover are of ${pair}`);
    }
    this.#lookups(to);
    await this.#following({ from, to });
    await this.#requireReady(to);
  }

  /**
   * Changes records and health checks, waits until every vantage sees it, and validates where
   * traffic goes. Throws DnsNotReady before anything is changed. What fails later is rolled back,
   * and then DnsFailoverFailed is thrown; once aborted, the signal's reason, and nothing is rolled
   * back: who aborts knows better what is to follow.
   */
  async failOver(move: DnsMove, signal?: AbortSignal): Promise<DnsFailover> {
    const { clock } = this.#options;
    const steps: { name: string; tookMs: number }[] = [];
    const perform = async (name: string, work: () => Promise<unknown>) => {
      signal?.throwIfAborted();
      const startMs = clock.monotonicMs();
      await work();
      steps.push({ name, tookMs: clock.monotonicMs() - startMs });
    };
    await perform('validate-before', () => this.validateBefore(move));
    try {
      await perform('records', () => this.#makePrimary(move.to));
      await perform('health-checks', () => this.#pointChecks(move));
      await perform('propagation', () => this.#awaitPropagation(move.to, signal));
      await perform('validate-after', () => this.validateAfter(move.to));
    } catch (error) {
      signal?.throwIfAborted();
      throw await this.#rolledBack(move, error as Error);
    }
    return { steps, endpoint: this.#addressOf(move.to) };
  }

  /** Every vantage is led to the region, and its service may write. Throws DnsNotReady. */
  async validateAfter(to: string): Promise<void> {
    const lookups = this.#lookups(to);
    const seen = await Promise.all(lookups.map(isSeen));
    const astray = lookups.filter((_, index) => !seen[index]).map(({ vantage }) => vantage);
    if (astray.length > 0) throw new DnsNotReady(`${astray} not led to ${to}`);
    await this.#requireReady(to);
  }

  /** Takes back what a failover changed or began to, last first; may be repeated. */
  async undo({ from, to }: DnsMove): Promise<void> {
    await this.#pointChecks({ from: to, to: from });
    await this.#makePrimary(from);
  }

  async #rolledBack(move: DnsMove, cause: Error): Promise<DnsFailoverFailed> {
    try {
      await this.undo(move);
      return new DnsFailoverFailed(move.to, true, cause);
    } catch (error) {
      const both = new AggregateError([cause, error], `${cause.message}; then ${error}`);
      return new DnsFailoverFailed(move.to, false, both);
    }
  }

  async #makePrimary(region: string): Promise<void> {
    const pair = await this.#name.pair();
    if (this.#regionOf(pair.primary) !== region) await this.#name.exchange(pair);
  }

  async #pointChecks({ from, to }: DnsMove): Promise<void> {
    const { client } = this.#options;
    for (const check of await this.#following({ from, to })) {
      if (check.HealthCheckConfig?.IPAddress === this.#addressOf(to)) continue;
      await pointHealthCheck(client, check, this.#addressOf(to));
    }
  }

  /** Throws DnsNotReady if Route 53 lacks one that the plan has. */
  async #following({ from, to }: DnsMove): Promise<readonly HealthCheck[]> {
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
      throw new DnsNotReady(`no ${type} health check of port ${port} in ${from} or ${to}`);
    });
  }

  async #awaitPropagation(to: string, signal: AbortSignal | undefined): Promise<void> {
    const { clock, dns } = this.#options;
    await Promise.all(
      this.#lookups(to).map((lookup) => seenAfterMs(clock, lookup, dns.propagation, signal)),
    );
  }

  #lookups(region: string): readonly Lookup[] {
    const { dns, vantages, service } = this.#options;
    return dns.propagation.from.map((vantage) => {
      const resolver = vantages[vantage]?.resolver;
      if (!resolver) throw new DnsNotReady(`no resolver is known at ${vantage}`);
      return { vantage, resolver, name: service.name, address: this.#addressOf(region) };
    });
  }

  async #requireReady(region: string): Promise<void> {
    const service = this.#options.services[region];
    if (!service) throw new DnsNotReady(`no service is known in ${region}`);
    const { ready, detail } = await service.probe(deadlines.serviceRequestMs);
    if (!ready) throw new DnsNotReady(`the service of ${region} says ${detail}`);
  }

  #addressOf(region: string): string {
    const address = this.#options.service.records[region];
    if (address === undefined) throw new DnsNotReady(`no address is known of ${region}`);
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
