import { join } from 'node:path';
import type { Topology } from '../../topology.ts';
import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { javaEnvironment } from './java.ts';
import { kafkaAdmin, propertiesText } from './kafka.ts';
import type { ServerSpec } from './server.ts';

/** MirrorMaker 2 beside the target, so that the link carries reads and the writes stay local. */
export function mirrormaker(site: Site, mirror: Topology['mirrors'][number]): ServerSpec {
  const { addresses, parts } = site;
  const { from, to, topics } = mirror;
  const directory = directoryOf(site, to, 'mirrormaker');
  const file = join(directory, 'mm2.properties');
  const target = addresses.local(to, 'kafka');
  const source = addresses.over(to, from, 'kafka');
  return {
    region: to,
    name: 'mirrormaker',
    command: parts.kafka.program('mirror-maker'),
    args: [file, '--clusters', to],
    env: javaEnvironment(parts, 'mirror-maker', 256),
    directory,
    files: {
      [file]: propertiesText({
        clusters: `${from},${to}`,
        [`${from}.bootstrap.servers`]: `${source.host}:${source.port}`,
        [`${to}.bootstrap.servers`]: `${target.host}:${target.port}`,
        [`${from}->${to}.enabled`]: 'true',
        [`${from}->${to}.topics`]: topics.join(),
        [`${from}->${to}.groups`]: '.*',
        [`${to}->${from}.enabled`]: 'false',
        [`${to}->${from}.emit.heartbeats.enabled`]: 'false',
        // All its plugins say what they are; looking into every jar takes seconds.
        [`${to}.plugin.discovery`]: 'service_load',
        ...synchronised,
        ...oneBroker,
      }),
    },
    listens: [],
    readyMs: deadlines.mirrormakerMs,
    ready: async (sinceWallMs) => {
      const admin = kafkaAdmin(target);
      try {
        const there = await admin.listTopics();
        const wanted = [heartbeats, ...topics.map((topic) => mirroredTopic(from, topic))];
        if (!wanted.every((topic) => there.includes(topic))) return false;
        const partitions = [{ partitionIndex: 0, timestamp: BigInt(sinceWallMs) }];
        const [beats] = await admin.listOffsets({ topics: [{ name: heartbeats, partitions }] });
        return (beats?.partitions[0]?.offset ?? -1n) >= 0n;
      } finally {
        await admin.close();
      }
    },
  };
}

/** Topic at the target that a running MirrorMaker writes to each second. */
const heartbeats = 'heartbeats';

/** Name a topic has where it is mirrored to (the default replication policy). */
export const mirroredTopic = (from: string, topic: string): string => `${from}.${topic}`;

const synchronised = {
  'sync.group.offsets.enabled': 'true',
  'sync.group.offsets.interval.seconds': '2',
  'emit.checkpoints.interval.seconds': '2',
  'emit.heartbeats.interval.seconds': '1',
  'refresh.topics.interval.seconds': '30',
  'refresh.groups.interval.seconds': '10',
  'sync.topic.acls.enabled': 'false',
  // Nothing but reads crosses the link to the source.
  'offset-syncs.topic.location': 'target',
  'tasks.max': '1',
};

const oneBroker = {
  'replication.factor': '1',
  'checkpoints.topic.replication.factor': '1',
  'heartbeats.topic.replication.factor': '1',
  'offset-syncs.topic.replication.factor': '1',
  'offset.storage.replication.factor': '1',
  'status.storage.replication.factor': '1',
  'config.storage.replication.factor': '1',
  'offset.storage.partitions': '1',
  'status.storage.partitions': '1',
};
