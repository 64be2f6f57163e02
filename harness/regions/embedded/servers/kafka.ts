import { join } from 'node:path';
import { Admin } from '@platformatic/kafka';
import { ports } from '../addresses.ts';
import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { javaEnvironment } from './java.ts';
import type { ServerSpec } from './server.ts';

/** A KRaft broker that is its own controller, with a listener for each place clients are at. */
export function kafka(site: Site, region: string): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, 'kafka');
  const data = join(directory, 'data');
  const file = join(directory, 'server.properties');
  const local = addresses.local(region, 'kafka');
  const listeners = listenersOf(site, region);
  return {
    region,
    name: 'kafka',
    command: parts.kafka.program('kafka-server'),
    args: [file],
    env: javaEnvironment(parts, 'kafka-server', 192),
    directory: data,
    files: {
      [file]: propertiesText({ ...listeners, ...storage(data), ...alone, ...rules }),
      // All that formatting would write; a Java process less to wait for.
      [join(data, 'meta.properties')]: propertiesText({
        version: '1',
        'cluster.id': identity(`cluster ${region}`),
        'node.id': '1',
        'directory.id': identity(`directory ${region}`),
      }),
    },
    listens: [
      local,
      { host: local.host, port: ports.kafkaController },
      ...addresses.places.map((place) => ({
        host: local.host,
        port: addresses.portFor(place, 'kafka'),
      })),
    ],
    readyMs: deadlines.kafkaMs,
    ready: async () => {
      const admin = kafkaAdmin(local);
      try {
        return Array.isArray(await admin.listTopics({ includeInternals: true }));
      } finally {
        await admin.close();
      }
    },
  };
}

export function kafkaAdmin({ host, port }: { host: string; port: number }): Admin {
  return new Admin({
    clientId: 'operator',
    bootstrapBrokers: [`${host}:${port}`],
    connectTimeout: deadlines.probeMs,
    requestTimeout: deadlines.provisionMs,
    retries: 0,
  });
}

/**
 * A client goes on with the address the broker advertises, so each link needs a listener that
 * advertises that link's own end; else clients would go around it after their first answer.
 */
function listenersOf({ addresses }: Site, region: string): Record<string, string> {
  const host = addresses.machine(region);
  const local = `${host}:${ports.kafka}`;
  const controller = `${host}:${ports.kafkaController}`;
  const links = addresses.places.map((place) => {
    const { host: linkHost, port } = addresses.over(place, region, 'kafka');
    return { name: `FROM_${port}`, bound: `${host}:${port}`, advertised: `${linkHost}:${port}` };
  });
  const names = ['LOCAL', 'CONTROLLER', ...links.map(({ name }) => name)];
  const bound = links.map((link) => `${link.name}://${link.bound}`);
  const advertised = links.map((link) => `${link.name}://${link.advertised}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${controller}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'LOCAL',
    listeners: [`LOCAL://${local}`, `CONTROLLER://${controller}`, ...bound].join(),
    'advertised.listeners': [`LOCAL://${local}`, ...advertised].join(),
    'listener.security.protocol.map': names.map((name) => `${name}:PLAINTEXT`).join(),
  };
}

/** The broker's own sizes are for disks of terabytes: 10 MB indexes, a 128 MB cleaner's map. */
const storage = (data: string): Record<string, string> => ({
  'log.dirs': data,
  'log.segment.bytes': '16777216',
  'log.index.size.max.bytes': '1048576',
  'offsets.topic.segment.bytes': '4194304',
  'log.cleaner.dedupe.buffer.size': '2097152',
  'num.recovery.threads.per.data.dir': '1',
});

/** One broker a region: no copies, and no wait for group members that will not come. */
const alone: Record<string, string> = {
  'auto.create.topics.enable': 'false',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  'group.initial.rebalance.delay.ms': '0',
  'num.network.threads': '1',
  'num.io.threads': '2',
  'background.threads': '2',
};

/** Access rules hold where there are some; all else is open to all. */
const rules: Record<string, string> = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': 'true',
};

export function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** A Kafka id (16 bytes, base64url) that stays the same over restarts of the same run. */
function identity(of: string): string {
  return Buffer.from(of.padEnd(16, '.').slice(0, 16)).toString('base64url');
}
