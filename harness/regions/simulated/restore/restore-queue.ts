import {
  AclOperations,
  AclPermissionTypes,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import type { Address } from '../../../../engine/index.ts';
import { withKafka } from '../kafka-operator.ts';

/** Every rule of a region that refuses writes to some topic. */
const refusals = {
  resourceType: ResourceTypes.TOPIC,
  resourceName: null,
  resourcePatternType: ResourcePatternTypes.ANY,
  principal: null,
  host: null,
  operation: AclOperations.WRITE,
  permissionType: AclPermissionTypes.DENY,
};

/** Names of the topics that a region was told to refuse writes to. */
export function refusedTopics(brokers: readonly Address[]): Promise<readonly string[]> {
  return withKafka(brokers, async (admin) => {
    const found = await admin.describeAcls({ filter: refusals });
    return found.map(({ resourceName }) => resourceName);
  });
}

/** All topics of a region take writes again. */
export async function openTopics(brokers: readonly Address[]): Promise<void> {
  await withKafka(brokers, (admin) => admin.deleteAcls({ filters: [refusals] }));
}
