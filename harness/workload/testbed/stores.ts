import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { fileIn, listening, startMs, type Testbed } from './servers.ts';

export async function startRedis(bed: Testbed, at: Address): Promise<ManagedProcess> {
  const args = ['--bind', at.host, '--port', String(at.port), '--save', ''];
  const server = await bed.start('redis', 'redis-server', args);
  await listening(at);
  return server;
}

/** Open to all, but where there are rules. */
const accessRules = [
  'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found=true',
];

/**
 * One broker that is its own controller, with the topic of the protected service. `rules` are its
 * settings that say who may do what.
 */
export async function startKafka(
  bed: Testbed,
  { host, port }: Address,
  rules: readonly string[] = accessRules,
): Promise<ManagedProcess> {
  const settings = fileIn(
    bed.directory,
    'kafka.properties',
    [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@${host}:${port + 1}`,
      `listeners=PLAINTEXT://${host}:${port},CONTROLLER://${host}:${port + 1}`,
      'controller.listener.names=CONTROLLER',
      `log.dirs=${bed.directory}/kafka`,
      'offsets.topic.replication.factor=1',
      ...rules,
      '',
    ].join('\n'),
  );
  const id = 'MkU3OEVBNTcwNTJENDM2Qk';
  await bed.run('kafka', 'kafka-storage', ['format', '-t', id, '-c', settings]);
  const server = await bed.start('kafka', 'kafka-server', [settings]);
  await listening({ host, port });
  const topic = ['--create', '--topic', 'test-events', '--partitions', '1'];
  await bed.run('kafka', 'kafka-topics', ['--bootstrap-server', `${host}:${port}`, ...topic]);
  return server;
}

/** LocalStack with one bucket. */
export async function startS3(bed: Testbed, { host, port }: Address, bucket: string) {
  const server = await bed.start('localstack', 'localstack', [], {
    SERVICES: 's3',
    GATEWAY_LISTEN: `${host}:${port}`,
    DNS_ADDRESS: '0',
    XDG_CACHE_HOME: bed.directory,
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
  });
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://${host}:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await until(clock, { what: 'S3', ms: startMs }, () =>
    client.send(new CreateBucketCommand({ Bucket: bucket })),
  );
  client.destroy();
  return server;
}
