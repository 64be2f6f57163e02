import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import type { KafkaAdministrator } from './administrator.ts';

/**
 * The Kafka of one region, spoken to as its administrator. What that takes is loaded when it is
 * first needed: an engine that only watches asks brokers in its own few words (`broker.ts`), and
 * the client's program would be a fifth of all that it holds. Methods throw what
 * `KafkaAdministrator` throws.
 */
export class KafkaCluster {
  readonly #clock: Clock;
  readonly #brokers: readonly Address[];

  constructor(clock: Clock, brokers: readonly Address[]) {
    this.#clock = clock;
    this.#brokers = brokers;
  }

  async refuseWrites(topics: readonly string[], timeoutMs: number): Promise<void> {
    await (await this.load()).refuseWrites(topics, timeoutMs);
  }

  async takeWrites(topics: readonly string[], timeoutMs: number): Promise<void> {
    await (await this.load()).takeWrites(topics, timeoutMs);
  }

  async records(topics: readonly string[], timeoutMs: number): Promise<readonly number[]> {
    return (await this.load()).records(topics, timeoutMs);
  }

  /** Beforehand, so that the first call does not take longer. */
  async load(): Promise<KafkaAdministrator> {
    const { KafkaAdministrator: Administrator } = await import('./administrator.ts');
    return new Administrator(this.#clock, this.#brokers);
  }
}
