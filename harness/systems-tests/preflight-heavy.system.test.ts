import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  type Acl,
  AclOperations,
  AclPermissionTypes,
  Admin,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { createS3Client } from '../cloud/s3-replication/client.ts';
import { startLocalStack } from '../cloud/testbed/localstack.ts';
import { createTestbed } from '../workload/testbed/servers.ts';
import { startKafka } from '../workload/testbed/stores.ts';
import { refusalOf } from './preflight-rig.ts';

const host = '127.10.246.2';
const at = { host, port: 9092 };
const queue = () => refusalOf('kafka', { kafka: { seenFrom: { '*': at } } });

/** About the cluster; the engine comes without a name. */
const rule = (operation: Acl['operation'], permissionType: Acl['permissionType']): Acl => ({
  resourceType: ResourceTypes.CLUSTER,
  resourceName: 'kafka-cluster',
  resourcePatternType: ResourcePatternTypes.LITERAL,
  ...{ principal: 'User:ANONYMOUS', host: '*', operation, permissionType },
});
const { ALL, ALTER, DESCRIBE } = AclOperations;
const { ALLOW, DENY } = AclPermissionTypes;

it('finds that rules of Kafka may not be read, or not be changed', async () => {
  await using bed = createTestbed();
  await startKafka(bed, at);
  expect(await queue()).toBeNull();
  const admin = new Admin({ clientId: 't', bootstrapBrokers: [`${host}:9092`], retries: 0 });
  // A broker goes by a change a moment after it was made.
  const soon = (why: RegExp) =>
    until(clock, { what: String(why), ms: 10_000 }, async () => why.test((await queue()) ?? ''));
  const blind = rule(DESCRIBE, DENY);
  await admin.createAcls({ creations: [rule(ALL, ALLOW), blind] });
  await soon(/^does not let the engine read its access rules: give .* Describe and Alter/);
  await admin.deleteAcls({ filters: [blind] });
  await admin.createAcls({ creations: [rule(ALTER, DENY)] });
  await soon(/^does not let the engine change its access rules: give .* Describe and Alter/);
  await admin.close();
});

it('finds that a Kafka without an authorizer can refuse nobody', async () => {
  await using bed = createTestbed();
  await startKafka(bed, at, []);
  expect(await queue()).toMatch(/^has no authorizer, .*: set authorizer\.class\.name/);
});

it('finds that a bucket is not there', async () => {
  const address = { host, port: 4566 };
  await using _server = await startLocalStack(address, 's3');
  const credentials = { accessKeyId: 'engine', secretAccessKey: 'any' };
  const s3 = { seenFrom: { '*': address }, bucket: 'objects', credentials };
  expect(await refusalOf('s3', { s3 })).toMatch(
    /^has no bucket objects: make it, or put s3\.bucket/,
  );
  const client = createS3Client(address);
  await client.send(new CreateBucketCommand({ Bucket: 'objects' }));
  client.destroy();
  expect(await refusalOf('s3', { s3 })).toBeNull();
});
