import {
  type Acl,
  AclOperations,
  AclPermissionTypes,
  type Admin,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import { type Address, type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { withKafka } from './kafka-operator.ts';
import { untilWhole } from './topic-copies.ts';

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

/**
 * Topics of one partition, as far as they are not there, each with its access rule: every broker of
 * the region has a copy, and the first of them leads. Waits until all brokers are in the cluster,
 * and all copies in sync. The signal ends the waiting.
 */
export async function createTopics(
  clock: Clock,
  brokers: readonly Address[],
  topics: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const where = brokers[0]?.host;
  const there = { what: `${brokers.length} brokers at ${where}`, ms: deadlines.kafkaMs };
  await until(
    clock,
    there,
    () => withKafka(brokers, (admin) => has(admin, brokers.length)),
    signal,
  );
  const nodeIds = brokers.map((_, index) => index + 1);
  const made = { what: `topics at ${where}`, ms: deadlines.provisionMs };
  const create = () => withKafka(brokers, (admin) => createMissing(admin, topics, nodeIds));
  await until(clock, made, create, signal);
  await untilWhole(clock, brokers, signal);
}

async function has(admin: Admin, brokers: number): Promise<boolean> {
  return (await admin.metadata({ topics: [] })).brokers.size === brokers;
}

async function createMissing(
  admin: Admin,
  topics: readonly string[],
  nodeIds: readonly number[],
): Promise<true> {
  const there = await admin.listTopics();
  const missing = topics.filter((topic) => !there.includes(topic));
  if (missing.length > 0) {
    const assignments = [{ partition: 0, brokers: [...nodeIds] }];
    await admin.createTopics({ topics: missing, assignments });
  }
  if (topics.length > 0) await admin.createAcls({ creations: topics.map(openToAll) });
  return true;
}
