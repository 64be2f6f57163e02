import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { within } from '../../ports/within.ts';
import { accessRules, accessRulesError, mayChangeRules, ownRights } from './access.ts';
import { apiVersions, apiVersionsError } from './api-versions.ts';
import { KafkaConnection } from './connection.ts';
import { type ClusterView, clusterViewIn, metadataOf } from './metadata.ts';
import type { Question } from './wire.ts';

export interface Access {
  readonly errorCode: number;
  readonly mayChange: boolean;
}

/**
 * One Kafka broker, asked over a connection that is kept. A client of the cluster would go on to
 * whatever address the broker names; this asks at the address given, and no other. Every question
 * throws when the broker did not answer it within `timeoutMs`.
 */
export class KafkaBroker {
  readonly address: Address;
  readonly #clock: Clock;
  #kept: KafkaConnection | undefined;

  constructor(clock: Clock, address: Address) {
    this.#clock = clock;
    this.address = address;
  }

  /** Whether it answers at all. */
  async ping(timeoutMs: number): Promise<void> {
    const errorCode = apiVersionsError(await this.#ask(apiVersions, timeoutMs));
    if (errorCode === 0) return;
    this.close();
    throw new Error(`${this.#name} answered with error ${errorCode}`);
  }

  /** The cluster as it knows it, and the partitions of these topics. */
  async view(topics: readonly string[], timeoutMs: number): Promise<ClusterView> {
    return clusterViewIn(await this.#ask(metadataOf(topics), timeoutMs));
  }

  /** Error code of reading its access rules, 0 if none, and whether we may change them. */
  async access(timeoutMs: number): Promise<Access> {
    const [rules, rights] = await Promise.all([
      this.#ask(accessRules, timeoutMs),
      this.#ask(ownRights, timeoutMs),
    ]);
    return { errorCode: accessRulesError(rules), mayChange: mayChangeRules(rights) };
  }

  close(): void {
    this.#kept?.close();
  }

  get #name(): string {
    return `Kafka ${this.address.host}:${this.address.port}`;
  }

  #ask(question: Question, timeoutMs: number): Promise<Buffer> {
    return within(this.#clock, { what: this.#name, ms: timeoutMs }, (signal) => {
      if (!this.#kept || this.#kept.closed) this.#kept = new KafkaConnection(this.address);
      const connection = this.#kept;
      signal.addEventListener('abort', () => connection.close());
      return connection.ask(question);
    });
  }
}
