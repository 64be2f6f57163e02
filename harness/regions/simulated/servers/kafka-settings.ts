import type { Address } from '../../../../engine/index.ts';
import { type BrokerName, brokerIndex } from '../../broker-names.ts';
import { type Addresses, ports } from '../addresses.ts';
import type { Accounts, Site } from '../site.ts';

type Properties = Readonly<Record<string, string>>;

/** All that stands in the `server.properties` of a broker that keeps its data in `data`. */
export function brokerSettings(
  { addresses, accounts }: Pick<Site, 'addresses' | 'accounts'>,
  region: string,
  broker: BrokerName,
  data: string,
): Properties {
  const { length } = addresses.brokers(region);
  return {
    ...rolesOf(addresses, region, broker),
    ...listenersOf(addresses, region, broker),
    ...storage(data),
    ...copies(length),
    ...small,
    ...rules,
    ...(length > 1 ? loginOfControllers(accounts.operator) : {}),
  };
}

export const nodeIdOf = (broker: BrokerName): number => brokerIndex(broker) + 1;

export function controllerOf(addresses: Addresses, region: string, broker: BrokerName): Address {
  return { host: addresses.local(region, broker).host, port: ports.kafkaController };
}

function rolesOf(addresses: Addresses, region: string, broker: BrokerName): Properties {
  const voters = addresses.brokers(region).map((name) => {
    const { host, port } = controllerOf(addresses, region, name);
    return `${nodeIdOf(name)}@${host}:${port}`;
  });
  return {
    'process.roles': 'broker,controller',
    'node.id': String(nodeIdOf(broker)),
    'controller.quorum.voters': voters.join(),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'LOCAL',
  };
}

/**
 * A client goes on with the addresses the broker advertises, so each link needs a listener that
 * advertises that link's own end; else clients would go around it after their first answer. A
 * broker names the others by what they advertise for a listener of the same name.
 */
function listenersOf(addresses: Addresses, region: string, broker: BrokerName): Properties {
  const { host, port } = addresses.local(region, broker);
  const controller = controllerOf(addresses, region, broker);
  const links = addresses.places.map((place) => {
    const link = addresses.over(place, region, broker);
    const name = `FROM_${addresses.portFor(place, 'kafka')}`;
    return { name, bound: `${host}:${link.port}`, advertised: `${link.host}:${link.port}` };
  });
  const names = ['LOCAL', ...links.map(({ name }) => name)];
  const inside = addresses.brokers(region).length > 1 ? 'SASL_PLAINTEXT' : 'PLAINTEXT';
  const protocols = names.map((name) => `${name}:PLAINTEXT`);
  const local = `LOCAL://${host}:${port}`;
  const bound = links.map((link) => `${link.name}://${link.bound}`);
  const advertised = links.map((link) => `${link.name}://${link.advertised}`);
  return {
    listeners: [local, `CONTROLLER://${host}:${controller.port}`, ...bound].join(),
    'advertised.listeners': [local, ...advertised].join(),
    'listener.security.protocol.map': [`CONTROLLER:${inside}`, ...protocols].join(),
  };
}

/** The broker's own sizes are for disks of terabytes: 10 MB indexes, a 128 MB cleaner's map. */
const storage = (data: string): Properties => ({
  'log.dirs': data,
  'log.segment.bytes': '16777216',
  'log.index.size.max.bytes': '1048576',
  'offsets.topic.segment.bytes': '4194304',
  'log.cleaner.dedupe.buffer.size': '2097152',
  'num.recovery.threads.per.data.dir': '1',
});

/**
 * As many copies as there are brokers, and of three copies two to acknowledge (A7). A replica that
 * lacks records never leads. The first of a partition's replicas leads again soon after it is back.
 */
function copies(brokers: number): Properties {
  const [all, least] = [String(brokers), String(Math.min(2, brokers))];
  return {
    'default.replication.factor': all,
    'min.insync.replicas': least,
    'unclean.leader.election.enable': 'false',
    'leader.imbalance.check.interval.seconds': '5',
    'offsets.topic.replication.factor': all,
    'transaction.state.log.replication.factor': all,
    'transaction.state.log.min.isr': least,
    'share.coordinator.state.topic.replication.factor': all,
    'share.coordinator.state.topic.min.isr': least,
  };
}

/** Few threads and partitions, and no wait for group members that will not come. */
const small: Properties = {
  'auto.create.topics.enable': 'false',
  'offsets.topic.num.partitions': '1',
  'transaction.state.log.num.partitions': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  'group.initial.rebalance.delay.ms': '0',
  'num.network.threads': '1',
  'num.io.threads': '2',
  'background.threads': '2',
};

/** Access rules hold where there are some; all else is open to all. */
const rules: Properties = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': 'true',
};

/**
 * No rules are known before there is a leader of the controllers, and meanwhile super users alone
 * are answered. So controllers log in among themselves: all others are one and the same stranger,
 * whom rules have to hold for.
 */
function loginOfControllers({ user, password }: Accounts['operator']): Properties {
  const login = `username="${user}" password="${password}" user_${user}="${password}"`;
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  return {
    'super.users': `User:${user}`,
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': `${module} required ${login};`,
  };
}

export function propertiesText(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
