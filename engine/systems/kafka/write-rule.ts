import {
  type Acl,
  AclOperations,
  AclPermissionTypes,
  type Admin,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';

/** Stronger than any rule that allows, and holds for the producers that are connected. */
export const refuseWrites = (topic: string): Acl => ({
  resourceType: ResourceTypes.TOPIC,
  resourceName: topic,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  principal: 'User:*',
  host: '*',
  operation: AclOperations.WRITE,
  permissionType: AclPermissionTypes.DENY,
});

/** All access rules that hold for a topic, those of its prefixes and of all topics among them. */
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
