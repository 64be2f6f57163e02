import { type Address, type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { kafkaAdmin } from './servers/kafka.ts';

/** Topics of one partition, as far as they are not there. */
export async function createTopics(
  clock: Clock,
  broker: Address,
  topics: readonly string[],
): Promise<void> {
  const deadline = { what: `topics at ${broker.host}`, ms: deadlines.provisionMs };
  await until(clock, deadline, async () => {
    const admin = kafkaAdmin(broker);
    try {
      const there = await admin.listTopics();
      const missing = topics.filter((topic) => !there.includes(topic));
      if (missing.length > 0) {
        await admin.createTopics({ topics: missing, partitions: 1, replicas: 1 });
      }
      return true;
    } finally {
      await admin.close();
    }
  });
}
