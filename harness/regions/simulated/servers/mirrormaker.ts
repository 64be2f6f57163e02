import { join } from 'node:path';
import type { Address } from '../../../../engine/index.ts';
import type { Topology } from '../../topology.ts';
import { deadlines } from '../deadlines.ts';
import { withKafka } from '../kafka-operator.ts';
import { directoryOf, type Site } from '../site.ts';
import { javaEnvironment } from './java.ts';
import { propertiesText } from './kafka-settings.ts';
import type { ServerSpec } from './server.ts';

/** MirrorMaker 2 beside the target, so that the link carries reads and the writes stay local. */
export function mirrormaker(site: Site, mirror: Topology['mirrors'][number]): ServerSpec {
  const { addresses, parts } = site;
  const { from, to, topics } = mirror;
  const directory = directoryOf(site, to, 'mirrormaker');
  const file = join(directory, 'mm2.properties');
  const target = addresses.localBrokers(to);
  const source = addresses.brokers(from).map((broker) => addresses.over(to, from, broker));
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
        [`${from}.bootstrap.servers`]: namesOf(source),
        [`${to}.bootstrap.servers`]: namesOf(target),
        [`${from}->${to}.enabled`]: 'true',
        [`${from}->${to}.topics`]: topics.join(),
        [`${from}->${to}.groups`]: '.*',
        [`${to}->${from}.enabled`]: 'false',
        [`${to}->${from}.emit.heartbeats.enabled`]: 'false',
        // All its plugins say what they are; looking into every jar takes seconds.
        [`${to}.plugin.discovery`]: 'service_load',
        ...synchronised,
        ...copies(target.length),
      }),
    },
    listens: [],
    readyMs: deadlines.mirrormakerMs,
    ready: (sinceWallMs) =>
      withKafka(target, async (admin) => {
        const there = await admin.listTopics();
        const wanted = [heartbeats, ...topics.map((topic) => mirroredTopic(from, topic))];
        if (!wanted.every((topic) => there.includes(topic))) return false;
        const partitions = [{ partitionIndex: 0, timestamp: BigInt(sinceWallMs) }];
        const [beats] = await admin.listOffsets({ topics: [{ name: heartbeats, partitions }] });
        return (beats?.partitions[0]?.offset ?? -1n) >= 0n;
      }),
  };
}

const namesOf = (brokers: readonly Address[]): string =>
  brokers.map(({ host, port }) => `${host}:${port}`).join();

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

/** What it makes at the target has as many copies as all else there. */
function copies(brokers: number): Readonly<Record<string, string>> {
  const topics = ['checkpoints.topic', 'heartbeats.topic', 'offset-syncs.topic'];
  const worker = ['offset.storage', 'status.storage', 'config.storage'];
  const all = String(brokers);
  return {
    'replication.factor': all,
    ...Object.fromEntries([...topics, ...worker].map((of) => [`${of}.replication.factor`, all])),
    'offset.storage.partitions': '1',
    'status.storage.partitions': '1',
  };
}
