import { Admin, ListOffsetTimestamps } from '@platformatic/kafka';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { within } from '../../ports/within.ts';
import { firstToAnswer } from './first-to-answer.ts';
import { refuseWrites, rulesFor } from './write-rule.ts';

/**
 * The Kafka of one region, spoken to as its administrator by way of whichever of its brokers
 * answers first. Every call is bounded by `timeoutMs`, and throws the driver's error or
 * DeadlineExceeded.
 */
export class KafkaAdministrator {
  readonly #clock: Clock;
  readonly #brokers: readonly Address[];

  constructor(clock: Clock, brokers: readonly Address[]) {
    this.#clock = clock;
    this.#brokers = brokers;
  }

  /**
   * From now on these topics take no record of any producer but super users, whatever
   * acknowledgement it asks for; they are read as before. Resolves once every broker that is in the
   * cluster goes by it. May be told again. Throws for a topic without a rule: one that refuses
   * writers alone would close it to readers too.
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

  /**
   * A broker hears of a change after the controller has answered that it is made, and each of them
   * by itself. One that is dead is in the cluster until its session is over.
   */
  async #until(
    topics: readonly string[],
    what: 'refuse' | 'take',
    ms: number,
    admin: Admin,
    signal: AbortSignal,
  ): Promise<void> {
    const said = { what: `${topics} to ${what} writes`, ms, everyMs: 20 };
    const asked = topics.map((topic) => ({ filter: refuseWrites(topic) }));
    const { brokers } = await admin.metadata({ topics: [], forceUpdate: true });
    const others = brokers.size > 1 ? [...brokers.values()].map((at) => adminAt(at, ms)) : [];
    const admins = others.length > 0 ? others : [admin];
    try {
      await until(
        this.#clock,
        said,
        async () => {
          const rules = await Promise.all(
            admins.flatMap((one) => asked.map((each) => one.describeAcls(each))),
          );
          return rules.every(({ length }) => length > 0 === (what === 'refuse'));
        },
        signal,
      );
    } finally {
      for (const one of others) close(one);
    }
  }

  async #with<T>(ms: number, work: (admin: Admin, signal: AbortSignal) => Promise<T>): Promise<T> {
    const names = this.#brokers.map(({ host, port }) => `${host}:${port}`);
    let admin: Admin | undefined;
    try {
      const deadline = { what: `Kafka ${names.join(', ')}`, ms };
      return await within(this.#clock, deadline, async (signal) => {
        const first = await firstToAnswer(this.#clock, this.#brokers, ms);
        signal.throwIfAborted();
        admin = adminAt(first, ms);
        return work(admin, signal);
      });
    } finally {
      if (admin) close(admin);
    }
  }
}

function adminAt({ host, port }: Pick<Address, 'host' | 'port'>, ms: number): Admin {
  return new Admin({
    clientId: 'blackstart-engine',
    bootstrapBrokers: [`${host}:${port}`],
    connectTimeout: ms,
    requestTimeout: ms,
    retries: 0,
  });
}

/** What it is closed after, an answer or a silence, is told already. */
function close(admin: Admin): void {
  void admin.close().catch(() => undefined);
}
