import {
  type Acl,
  AclOperations,
  AclPermissionTypes,
  type Admin,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';

/** A rule of Kafka's about one topic, for everybody, from everywhere. */
const forAll = (resourceName: string) => ({
  resourceType: ResourceTypes.TOPIC,
  resourceName,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  principal: 'User:*',
  host: '*',
});

/** What refuses is stronger than what allows, and holds for the producers that are connected. */
export const refuseWrites = (topic: string): Acl => ({
  ...forAll(topic),
  operation: AclOperations.WRITE,
  permissionType: AclPermissionTypes.DENY,
});

/** What holds for a topic without rules where the broker has `allow.everyone.if.no.acl.found`. */
export const allowAll = (topic: string): Acl => ({
  ...forAll(topic),
  operation: AclOperations.ALL,
  permissionType: AclPermissionTypes.ALLOW,
});

/** All rules that hold for a topic, those of its prefixes and of all topics among them. */
export function rulesFor(admin: Admin, topic: string) {
  const filter = {
    resourceType: ResourceTypes.TOPIC,
    resourceName: topic,
    resourcePatternType: ResourcePatternTypes.MATCH,
    principal: null,
    host: null,
    operation: AclOperations.ANY,
    permissionType: AclPermissionTypes.ANY,
  };
  return admin.describeAcls({ filter });
}

export async function isRefusing(admin: Admin, topic: string): Promise<boolean> {
  return (await admin.describeAcls({ filter: refuseWrites(topic) })).length > 0;
}
