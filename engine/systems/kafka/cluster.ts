import { Admin, ListOffsetTimestamps } from '@platformatic/kafka';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { within } from '../../ports/within.ts';
import { refuseWrites, rulesFor } from './write-rule.ts';

/**
 * The Kafka of one region, spoken to as its administrator by way of one broker. Every call is
 * bounded by `timeoutMs`, and throws the driver's error or DeadlineExceeded.
 */
export class KafkaCluster {
  readonly #clock: Clock;
  readonly #address: Address;

  constructor(clock: Clock, address: Address) {
    this.#clock = clock;
    this.#address = address;
  }

  /**
   * From now on these topics take no record of any producer but super users, whatever
   * acknowledgement it asks for; they are read as before. Resolves once the broker goes by it. May
   * be told again. Throws for a topic without a rule: one that refuses writers alone would close it
   * to readers too.
   */
  refuseWrites(topics: readonly string[], timeoutMs: number): Promise<void> {
    return this.#with(timeoutMs, async (admin, signal) => {
      const ruled = await Promise.all(topics.map((topic) => rulesFor(admin, topic)));
      const unruled = topics.filter((_, index) => ruled[index]?.length === 0);
      if (unruled.length > 0) {
        throw new Error(`${unruled}: no access rule; give each one that allows who may use it`);
      }
      await admin.createAcls({ creations: topics.map(refuseWrites) });
      await this.#until(topics, 'refuse', timeoutMs, admin, signal);
    });
  }

  /** They take records again, by the rules that they had. Changes nothing where they do. */
  takeWrites(topics: readonly string[], timeoutMs: number): Promise<void> {
    return this.#with(timeoutMs, async (admin, signal) => {
      await admin.deleteAcls({ filters: topics.map(refuseWrites) });
      await this.#until(topics, 'take', timeoutMs, admin, signal);
    });
  }

  /** How many records each of these topics has, of those that are kept. */
  records(topics: readonly string[], timeoutMs: number): Promise<readonly number[]> {
    return this.#with(timeoutMs, async (admin) => {
      const known = (await admin.metadata({ topics: [...topics] })).topics;
      const offsetsAt = async (timestamp: bigint) => {
        const asked = [...known].map(([name, { partitionsCount }]) => ({
          name,
          partitions: Array.from({ length: partitionsCount }, (_, partitionIndex) => ({
            partitionIndex,
            timestamp,
          })),
        }));
        const listed = await admin.listOffsets({ topics: asked });
        return new Map(
          listed.map(({ name, partitions }) => [
            name,
            partitions.reduce((sum, { offset }) => sum + offset, 0n),
          ]),
        );
      };
      const begins = await offsetsAt(ListOffsetTimestamps.EARLIEST);
      const ends = await offsetsAt(ListOffsetTimestamps.LATEST);
      return topics.map((topic) => Number((ends.get(topic) ?? 0n) - (begins.get(topic) ?? 0n)));
    });
  }

  /** A broker hears of a change after the controller has answered that it is made. */
  async #until(
    topics: readonly string[],
    what: 'refuse' | 'take',
    ms: number,
    admin: Admin,
    signal: AbortSignal,
  ): Promise<void> {
    const said = { what: `${topics} to ${what} writes`, ms, everyMs: 20 };
    const asked = topics.map((topic) => ({ filter: refuseWrites(topic) }));
    await until(
      this.#clock,
      said,
      async () => {
        const rules = await Promise.all(asked.map((each) => admin.describeAcls(each)));
        return rules.every(({ length }) => length > 0 === (what === 'refuse'));
      },
      signal,
    );
  }

  async #with<T>(ms: number, work: (admin: Admin, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { host, port } = this.#address;
    const admin = new Admin({
      clientId: 'blackstart-engine',
      bootstrapBrokers: [`${host}:${port}`],
      connectTimeout: ms,
      requestTimeout: ms,
      retries: 0,
    });
    try {
      const deadline = { what: `Kafka ${host}:${port}`, ms };
      return await within(this.#clock, deadline, (signal) => work(admin, signal));
    } finally {
      // What it is closed after, an answer or a silence, is told already.
      void admin.close().catch(() => undefined);
    }
  }
}
