import type { Endpoints } from '../../../engine/index.ts';
import type { Crowdable } from '../runtime.ts';
import type { Addresses } from './addresses.ts';
import type { Fleet } from './fleet.ts';
import type { Launcher } from './launcher.ts';
import { differencesOf } from './restore/differences.ts';
import { restore } from './restore/restore.ts';
import type { SimulatedRegions } from './simulated-regions.ts';
import { bucketOf, type Site, slotFor, zoneRegion } from './site.ts';
import type { OpenWan } from './start-servers.ts';

/** What the servers of a run stand on, and no other run of this machine has. */
export interface Slot {
  /** The addresses follow from it. */
  readonly number: number;
  /** Lets others have it. */
  release(): Promise<void>;
}

export interface RunningParts {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly wan: OpenWan;
  readonly slot: Slot;
  readonly planName: string;
  readonly serviceMachine: Crowdable['serviceMachine'];
  readonly agents: AsyncDisposable;
  readonly launcher: Launcher;
}

export function simulatedRegions({
  site,
  fleet,
  wan,
  slot,
  planName,
  serviceMachine,
  agents,
  launcher,
}: RunningParts): SimulatedRegions {
  let ended: Promise<void> | undefined;
  const end = async () => {
    await agents[Symbol.asyncDispose]();
    await wan[Symbol.asyncDispose]();
    await fleet.end();
    await slot.release();
  };
  const regions: SimulatedRegions = {
    topology: site.topology,
    site,
    fleet,
    wan,
    planName,
    slot: slot.number,
    addresses: site.addresses,
    endpoints: (home) => endpointsOf(site, home),
    server: fleet.server,
    servers: fleet.servers,
    launch: launcher.launch,
    release: async () => {
      // Closes the calls to the control port; the links are the proxy's, and stay.
      await wan[Symbol.asyncDispose]();
      launcher.release();
    },
    serviceMachine,
    restore: (clock) => restore(regions, clock),
    differences: () => differencesOf(regions),
    [Symbol.asyncDispose]: () => {
      ended ??= end();
      return ended;
    },
  };
  return regions;
}

function kafkaOf({ brokers, seenFrom }: Addresses, region: string) {
  const [, ...others] = brokers(region).map((broker) => seenFrom(region, broker));
  const first = seenFrom(region, 'kafka');
  return others.length > 0 ? { seenFrom: first, others } : { seenFrom: first };
}

/** LocalStack takes any. */
const credentials = { accessKeyId: 'engine', secretAccessKey: 'any' };

/** What an engine whose controller is at `home` is told. */
function endpointsOf({ addresses, topology, accounts }: Site, home: string): Endpoints {
  const { regions, seenFrom } = addresses;
  const listen = addresses.local(home, 'control');
  const slots = Object.fromEntries(regions.map((region) => [region, slotFor(region)]));
  return {
    home,
    listen,
    regions: Object.fromEntries(
      regions.map((region) => [
        region,
        {
          postgres: {
            seenFrom: seenFrom(region, 'postgres'),
            ...accounts.operator,
            database: accounts.database,
            slots,
          },
          redis: { seenFrom: seenFrom(region, 'redis') },
          kafka: kafkaOf(addresses, region),
          s3: { seenFrom: seenFrom(region, 's3'), bucket: bucketOf(region), credentials },
          gateway: { seenFrom: seenFrom(region, 'gateway') },
          etcd: { seenFrom: seenFrom(region, 'etcd') },
          agent: { seenFrom: seenFrom(region, 'agent'), token: accounts.agentToken },
        },
      ]),
    ),
    route53: { seenFrom: seenFrom(zoneRegion(topology), 's3') },
    vantages: Object.fromEntries(
      topology.vantages.map((vantage) => [
        vantage,
        { resolver: addresses.resolver(vantage, home) },
      ]),
    ),
    service: {
      name: topology.service,
      records: Object.fromEntries(regions.map((region) => [region, addresses.machine(region)])),
    },
  };
}
