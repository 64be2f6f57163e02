import {
  AclOperations,
  AclPermissionTypes,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import type { Address } from '../../../../engine/index.ts';
import { kafkaAdmin } from '../servers/kafka.ts';

/** Every rule of a broker that refuses writes to some topic. */
const refusals = {
  resourceType: ResourceTypes.TOPIC,
  resourceName: null,
  resourcePatternType: ResourcePatternTypes.ANY,
  principal: null,
  host: null,
  operation: AclOperations.WRITE,
  permissionType: AclPermissionTypes.DENY,
};

/** Names of the topics that a broker was told to refuse writes to. */
export async function refusedTopics(broker: Address): Promise<readonly string[]> {
  const admin = kafkaAdmin(broker);
  try {
    const found = await admin.describeAcls({ filter: refusals });
    return found.map(({ resourceName }) => resourceName);
  } finally {
    await admin.close();
  }
}

/** All topics of a broker take writes again. */
export async function openTopics(broker: Address): Promise<void> {
  const admin = kafkaAdmin(broker);
  try {
    await admin.deleteAcls({ filters: [refusals] });
  } finally {
    await admin.close();
  }
}
