import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KafkaBroker } from './broker.ts';
import { firstGood } from './first-good.ts';
import type { ClusterView, Partition } from './metadata.ts';

export interface WriteCheckOptions {
  /** Where to begin; they name the addresses at which clients go on. */
  readonly brokers: readonly Address[];
  /** What is written to; a topic that a cluster does not have is not asked about. */
  readonly topics: readonly string[];
  /** How many replicas a record must have to be acknowledged; all, where there are fewer. */
  readonly minInSync: number;
}

/**
 * Whether a region's Kafka could acknowledge a record to a producer that waits for all in-sync
 * replicas. What a broker knows of the cluster is not enough: without a majority of controllers it
 * goes on to name brokers that are long dead. So each one that counts is asked itself.
 */
export class KafkaWriteCheck {
  readonly #clock: Clock;
  readonly #options: WriteCheckOptions;
  readonly #kept = new Map<string, KafkaBroker>();

  constructor(clock: Clock, options: WriteCheckOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** Throws why it could not, or that nobody answered within `timeoutMs`. */
  async probe(timeoutMs: number): Promise<void> {
    const endMs = this.#clock.monotonicMs() + timeoutMs;
    const { brokers, topics, minInSync } = this.#options;
    const asked = brokers.map(async (address) => {
      return { address, view: await this.#at(address).view(topics, timeoutMs) };
    });
    const { address, view } = await firstGood(asked);
    const restMs = Math.max(1, endMs - this.#clock.monotonicMs());
    const answering = await this.#answering(view, address, restMs);
    const obstacle = obstacleIn(view.partitions, answering, minInSync);
    if (obstacle !== undefined) throw new Error(obstacle);
  }

  /** Of the brokers that lead or are in sync somewhere, those that answer now. */
  async #answering(
    { brokers, partitions }: ClusterView,
    heard: Address,
    timeoutMs: number,
  ): Promise<ReadonlySet<number>> {
    const counting = new Set(partitions.flatMap(({ leader, inSync }) => [leader, ...inSync]));
    const asked = [...counting].map(async (id) => {
      const address = brokers.get(id);
      if (!address) return [];
      if (nameOf(address) === nameOf(heard)) return [id];
      return this.#at(address)
        .ping(timeoutMs)
        .then(
          () => [id],
          () => [],
        );
    });
    return new Set((await Promise.all(asked)).flat());
  }

  #at(address: Address): KafkaBroker {
    const kept = this.#kept.get(nameOf(address)) ?? new KafkaBroker(this.#clock, address);
    this.#kept.set(nameOf(address), kept);
    return kept;
  }
}

const nameOf = ({ host, port }: Address) => `${host}:${port}`;

/** Why one of these partitions would acknowledge no record; undefined if each of them would. */
export function obstacleIn(
  partitions: readonly Partition[],
  answering: ReadonlySet<number>,
  minInSync: number,
): string | undefined {
  for (const { topic, index, leader, replicas, inSync } of partitions) {
    const partition = `${topic}/${index}`;
    if (leader < 0) return `${partition} has no leader`;
    if (!answering.has(leader)) return `broker ${leader}, which leads ${partition}, is silent`;
    const least = Math.min(minInSync, replicas.length);
    const alive = inSync.filter((broker) => answering.has(broker)).length;
    if (alive < least) return `${partition} has ${alive} live replicas in sync, and needs ${least}`;
  }
  return undefined;
}
