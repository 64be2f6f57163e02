import type { Address, SeenFrom } from '../../../engine/index.ts';
import { type BrokerName, brokerNames } from '../broker-names.ts';
import type { Topology } from '../topology.ts';

/** Standard ports, the same on every region's machine and at every end of a link. */
export const ports = {
  postgres: 5432,
  redis: 6379,
  kafka: 9092,
  'kafka-2': 9092,
  'kafka-3': 9092,
  kafkaController: 9093,
  s3: 4566,
  gateway: 8080,
  gatewayStats: 8404,
  app: 3000,
  etcd: 2379,
  'etcd-peer': 2380,
  egress: 2382,
  control: 7800,
  agent: 7801,
  resolver: 5353,
  toxiproxy: 8474,
} as const;

/** Services that cross links, each by one proxy per directed link. */
export const linkedServices = [
  'postgres',
  'redis',
  ...brokerNames,
  's3',
  'gateway',
  'etcd',
  'app',
  'control',
  'agent',
  'etcd-peer',
] as const;

export type LinkedService = (typeof linkedServices)[number];

/** Regions first, then the vantages that are no region; the order gives each its index, from 1. */
export function placesOf(topology: Topology): readonly string[] {
  return [...new Set([...topology.regions.map(({ name }) => name), ...topology.vantages])];
}

/** Every address of one run, whatever its servers are. */
export interface Addresses {
  readonly places: readonly string[];
  readonly regions: readonly string[];
  /** IP of a region as clients know it: its gateway has it. */
  machine(place: string): string;
  /** The brokers a region has. */
  brokers(region: string): readonly BrokerName[];
  /** Services a region has. */
  servicesOf(region: string): readonly LinkedService[];
  /** IP at which a place finds a region over the link to it. */
  linked(from: string, to: string): string;
  /** Address of a service for a client inside its region. */
  local(region: string, service: LinkedService): Address;
  /** All brokers of a region for a client inside it. */
  localBrokers(region: string): readonly Address[];
  /** Address of a service at the `from` end of a link; Kafka's port names the source place. */
  over(from: string, to: string, service: LinkedService): Address;
  /** Port a service has for connections from a place. */
  portFor(from: string, service: LinkedService): number;
  /** A service of a region from everywhere: direct at home, over the links elsewhere. */
  seenFrom(region: string, service: LinkedService): SeenFrom;
  /** The same for clients, who cross a link to their own region too. */
  seenByClients(region: string, service: LinkedService): SeenFrom;
  /** The proxy by which a region's etcd member reaches its peers. */
  egress(region: string): Address;
  /** The resolver of a vantage, as a place finds it. */
  resolver(vantage: string, from: string): Address;
  /** Where that resolver listens. */
  resolverListens(vantage: string): Address;
  readonly authority: Address;
  readonly toxiproxy: Address;
}
