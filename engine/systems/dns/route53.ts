import {
  ChangeResourceRecordSetsCommand,
  type HealthCheck,
  ListHealthChecksCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
  UpdateHealthCheckCommand,
} from '@aws-sdk/client-route-53';
import { deadlines } from '../deadlines.ts';
import { SystemUnsound } from '../moves.ts';

/** The two records of a failover policy, as the API has them. */
export interface FailoverPair {
  readonly primary: ResourceRecordSet;
  readonly secondary: ResourceRecordSet;
}

/** One name of a hosted zone, through the API; every call throws the SDK's error. */
export class FailoverName {
  readonly #client: Route53Client;
  readonly #zone: string;
  readonly #name: string;

  constructor(client: Route53Client, zone: string, name: string) {
    this.#client = client;
    this.#zone = zone;
    this.#name = name;
  }

  /**
   * Where the primary is an alias, the pair is that of the name it leads to: what comes after both
   * is not exchanged. Throws SystemUnsound if there is no pair.
   */
  async pair(name = this.#name): Promise<FailoverPair> {
    const id = await this.#zoneId();
    const start = { StartRecordName: name, StartRecordType: 'A' } as const;
    const found = await this.#client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: id, ...start }),
      limited(),
    );
    const own = (found.ResourceRecordSets ?? []).filter(
      ({ Name, Type }) => isSameName(Name, name) && Type === 'A',
    );
    const primary = own.find(({ Failover }) => Failover === 'PRIMARY');
    const secondary = own.find(({ Failover }) => Failover === 'SECONDARY');
    const inner = primary?.AliasTarget?.DNSName;
    if (inner !== undefined && !isSameName(inner, name)) return this.pair(inner);
    if (primary && secondary) return { primary, secondary };
    const missing = `${name} has no primary and secondary A record: provision them`;
    throw new SystemUnsound('DNS', [missing]);
  }

  /** Secondary becomes primary and the other way round, both or neither. */
  async exchange({ primary, secondary }: FailoverPair): Promise<void> {
    const Changes = [
      {
        Action: 'UPSERT' as const,
        ResourceRecordSet: { ...primary, Failover: secondary.Failover },
      },
      {
        Action: 'UPSERT' as const,
        ResourceRecordSet: { ...secondary, Failover: primary.Failover },
      },
    ];
    const batch = { HostedZoneId: await this.#zoneId(), ChangeBatch: { Changes } };
    await this.#client.send(new ChangeResourceRecordSetsCommand(batch), limited());
  }

  async #zoneId(): Promise<string> {
    const found = await this.#client.send(
      new ListHostedZonesByNameCommand({ DNSName: this.#zone }),
      limited(),
    );
    const id = found.HostedZones?.find(({ Name }) => isSameName(Name, this.#zone))?.Id;
    if (id !== undefined) return id;
    const missing = `Route 53 has no hosted zone ${this.#zone}: provision it`;
    throw new SystemUnsound('DNS', [missing]);
  }
}

/** All health checks of the account. Throws the SDK's error. */
export async function listHealthChecks(client: Route53Client): Promise<readonly HealthCheck[]> {
  const checks: HealthCheck[] = [];
  for (let marker: string | undefined; ; ) {
    const asked = new ListHealthChecksCommand(marker === undefined ? {} : { Marker: marker });
    const page = await client.send(asked, limited());
    checks.push(...(page.HealthChecks ?? []));
    if (!page.IsTruncated) return checks;
    marker = page.NextMarker;
  }
}

/** Lets a check watch another machine; refused if it was changed since it was read. */
export async function pointHealthCheck(
  client: Route53Client,
  { Id, HealthCheckVersion }: HealthCheck,
  address: string,
): Promise<void> {
  const change = { HealthCheckId: Id, HealthCheckVersion, IPAddress: address };
  await client.send(new UpdateHealthCheckCommand(change), limited());
}

const limited = () => ({ abortSignal: AbortSignal.timeout(deadlines.route53RequestMs) });

const isSameName = (one: string | undefined, two: string) =>
  one?.replace(/\.$/, '').toLowerCase() === two.replace(/\.$/, '').toLowerCase();
