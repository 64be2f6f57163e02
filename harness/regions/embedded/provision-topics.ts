import {
  type Acl,
  AclOperations,
  AclPermissionTypes,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import { type Address, type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { kafkaAdmin } from './servers/kafka.ts';

/** Everybody may use a topic: one that refuses somebody can be laid over it. */
export const openToAll = (topic: string): Acl => ({
  resourceType: ResourceTypes.TOPIC,
  resourceName: topic,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  principal: 'User:*',
  host: '*',
  operation: AclOperations.ALL,
  permissionType: AclPermissionTypes.ALLOW,
});

/** Topics of one partition, as far as they are not there, each with its access rule. */
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
      if (topics.length > 0) await admin.createAcls({ creations: topics.map(openToAll) });
      return true;
    } finally {
      await admin.close();
    }
  });
}
