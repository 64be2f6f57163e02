import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Address } from '../../../../engine/index.ts';
import type { BrokerName } from '../../broker-names.ts';
import { deadlines } from '../deadlines.ts';
import { withKafka } from '../kafka-operator.ts';
import { directoryOf, type Site } from '../site.ts';
import { javaEnvironment } from './java.ts';
import { brokerSettings, controllerOf, nodeIdOf, propertiesText } from './kafka-settings.ts';
import { accepts } from './probes.ts';
import type { ServerSpec } from './server.ts';

/**
 * A KRaft broker that is a controller too, with a listener for each place clients are at. One of
 * several serves nobody until most of them run: whether they do is for its region to await.
 */
export function kafka(site: Site, region: string, broker: BrokerName): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, broker);
  const data = join(directory, 'data');
  const file = join(directory, 'server.properties');
  const local = addresses.local(region, broker);
  const controller = controllerOf(addresses, region, broker);
  const nodeId = nodeIdOf(broker);
  const isAlone = addresses.brokers(region).length === 1;
  return {
    region,
    name: broker,
    command: parts.kafka.program('kafka-server'),
    args: [file],
    env: javaEnvironment(parts, 'kafka-server', 192),
    directory: data,
    files: {
      [file]: propertiesText(brokerSettings(site, region, broker, data)),
      // All that formatting would write; a Java process less to wait for.
      [join(data, 'meta.properties')]: propertiesText({
        version: '1',
        'cluster.id': identity(`cluster ${region}`),
        'node.id': String(nodeId),
        'directory.id': identity(`directory ${region} ${broker}`),
      }),
    },
    listens: [
      local,
      controller,
      ...addresses.places.map((place) => ({
        host: local.host,
        port: addresses.portFor(place, broker),
      })),
    ],
    readyMs: deadlines.kafkaMs,
    ready: () => (isAlone ? serves(local, nodeId) : accepts(controller)),
  };
}

/** Whether a broker answers clients, and is in the cluster. */
function serves(broker: Address, nodeId: number): Promise<boolean> {
  return withKafka([broker], async (admin) => {
    return (await admin.metadata({ topics: [] })).brokers.has(nodeId);
  });
}

/** A Kafka id (16 bytes, base64url) that stays the same over restarts of the same run. */
function identity(of: string): string {
  return createHash('sha256').update(of).digest().subarray(0, 16).toString('base64url');
}
