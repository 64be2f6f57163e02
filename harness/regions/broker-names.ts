import type { Topology } from './topology.ts';

/** Servers of a region's Kafka; every region has the first. Their node ids are 1, 2, 3. */
export const brokerNames = ['kafka', 'kafka-2', 'kafka-3'] as const;

export type BrokerName = (typeof brokerNames)[number];

/** Those that a region has. Throws RangeError if there is no such region. */
export function brokersOf({ regions }: Topology, region: string): readonly BrokerName[] {
  const found = regions.find(({ name }) => name === region);
  if (!found) throw new RangeError(`no region ${region}`);
  return brokerNames.slice(0, found.brokers ?? 1);
}

/** Position among a region's brokers, from 0; -1 of a server that is none. */
export function brokerIndex(server: string): number {
  const names: readonly string[] = brokerNames;
  return names.indexOf(server);
}
