/** Configuration of the one broker, and of the mirror from it to itself, that classes come from. */

export const metaProperties = lines({
  version: '1',
  'node.id': '1',
  'cluster.id': '4L6g3nShT-eMCtK--X86sw',
  'directory.id': 'Rj5w4b0vQX6nqf3-mQxA1g',
});

export function brokerProperties(data: string, broker: number, controller: number): string {
  return lines({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'LOCAL',
    listeners: `LOCAL://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `LOCAL://127.0.0.1:${broker}`,
    'listener.security.protocol.map': 'LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
    'log.cleaner.dedupe.buffer.size': '2097152',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
  });
}

export function mirrorProperties(broker: number): string {
  const internal = ['checkpoints.topic', 'heartbeats.topic', 'offset-syncs.topic'];
  const worker = ['offset.storage', 'status.storage', 'config.storage'];
  return lines({
    clusters: 'a,b',
    'a.bootstrap.servers': `127.0.0.1:${broker}`,
    'b.bootstrap.servers': `127.0.0.1:${broker}`,
    'a->b.enabled': 'true',
    'a->b.topics': 'none',
    'b->a.enabled': 'false',
    'plugin.discovery': 'service_load',
    'replication.factor': '1',
    ...Object.fromEntries([...internal, ...worker].map((of) => [`${of}.replication.factor`, '1'])),
  });
}

function lines(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
