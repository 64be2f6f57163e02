import { Admin, ListOffsetTimestamps } from '@platformatic/kafka';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { within } from '../../ports/within.ts';
import { allowAll, isRefusing, refuseWrites, rulesFor } from './write-rule.ts';

/** The Kafka of one region, spoken to as its administrator. Every call is bounded, or throws. */
export class KafkaCluster {
  readonly #clock: Clock;
  readonly #address: Address;

  constructor(clock: Clock, address: Address) {
    this.#clock = clock;
    this.#address = address;
  }

  /**
   * From now on these topics take no record of any producer, whatever acknowledgement it asks for;
   * they are read as before. Resolves once the broker itself goes by it. May be told again.
   */
  refuseWrites(topics: readonly string[], timeoutMs: number): Promise<void> {
    return this.#with(timeoutMs, async (admin) => {
      const ruled = await Promise.all(topics.map((topic) => rulesFor(admin, topic)));
      // A topic that has any rule is closed to all whom none allows.
      const unruled = topics.filter((_, index) => ruled[index]?.length === 0);
      const creations = [...topics.map(refuseWrites), ...unruled.map(allowAll)];
      await admin.createAcls({ creations });
      await this.#until(admin, topics, 'refuse', timeoutMs);
    });
  }

  /** They take records again. Changes nothing where they do. */
  takeWrites(topics: readonly string[], timeoutMs: number): Promise<void> {
    return this.#with(timeoutMs, async (admin) => {
      await admin.deleteAcls({ filters: topics.map(refuseWrites) });
      await this.#until(admin, topics, 'take', timeoutMs);
    });
  }

  /** A broker hears of a change after the controller has answered that it is made. */
  async #until(admin: Admin, topics: readonly string[], what: 'refuse' | 'take', ms: number) {
    const said = { what: `${topics} to ${what} writes`, ms, everyMs: 20 };
    await until(this.#clock, said, async () => {
      const refusing = await Promise.all(topics.map((topic) => isRefusing(admin, topic)));
      return refusing.every((each) => each === (what === 'refuse'));
    });
  }

  /** How many records these topics have together, of those that are kept. */
  records(topics: readonly string[], timeoutMs: number): Promise<number> {
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
        const offsets = listed.flatMap(({ partitions }) => partitions.map(({ offset }) => offset));
        return offsets.reduce((sum, offset) => sum + offset, 0n);
      };
      const begins = await offsetsAt(ListOffsetTimestamps.EARLIEST);
      return Number((await offsetsAt(ListOffsetTimestamps.LATEST)) - begins);
    });
  }

  async #with<T>(ms: number, work: (admin: Admin) => Promise<T>): Promise<T> {
    const { host, port } = this.#address;
    const admin = new Admin({
      clientId: 'blackstart-engine',
      bootstrapBrokers: [`${host}:${port}`],
      connectTimeout: ms,
      requestTimeout: ms,
      retries: 0,
    });
    try {
      return await within(this.#clock, { what: `Kafka ${host}:${port}`, ms }, () => work(admin));
    } finally {
      // What it is closed after, an answer or a silence, is told already.
      void admin.close().catch(() => undefined);
    }
  }
}
