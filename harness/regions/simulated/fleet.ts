import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Address, until } from '../../../engine/index.ts';
import { brokerNames } from '../broker-names.ts';
import type { ServerName } from '../runtime.ts';
import type { Addresses } from './addresses.ts';
import { ControlMembers } from './control-members.ts';
import { type DatabaseMachine, databaseMachine } from './database-machine.ts';
import { deadlines } from './deadlines.ts';
import type { Launcher } from './launcher.ts';
import { provisionBuckets } from './provision-buckets.ts';
import { createServer, type ServerProcess } from './server-process.ts';
import { type AppSettings, app } from './servers/app.ts';
import { type CloudSettings, cloud } from './servers/cloud.ts';
import { egress } from './servers/egress.ts';
import { etcd } from './servers/etcd.ts';
import { haproxy } from './servers/haproxy.ts';
import { kafka } from './servers/kafka.ts';
import { localstack } from './servers/localstack.ts';
import { mirrormaker } from './servers/mirrormaker.ts';
import { postgres } from './servers/postgres.ts';
import { redis } from './servers/redis.ts';
import type { ServerSpec } from './servers/server.ts';
import { toxiproxy } from './servers/toxiproxy.ts';
import { logOf, type Site, zoneRegion } from './site.ts';

/** Every server of a run, started or not. */
export interface Fleet {
  readonly servers: readonly ServerProcess[];
  server(region: string, name: ServerName): ServerProcess;
  machine(region: string): DatabaseMachine;
  readonly controlMembers: ControlMembers;
  /** Ends all in order: first what depends on others. Their files are removed. */
  end(): Promise<void>;
}

export interface FleetOptions {
  readonly launcher: Launcher;
  readonly app: AppSettings;
  /** Path of the service's program, if it is not the usual one. */
  readonly service?: string | undefined;
  readonly cloud: CloudSettings;
  /** Makes zone and health checks once the Route 53 API answers; repeated, it adds nothing. */
  readonly provisionNames?: ProvisionNames | undefined;
}

export type ProvisionNames = (route53: Address, addresses: Addresses) => Promise<void>;

/** What stops together; an earlier group may depend on a later one. */
const groups: readonly (readonly ServerName[])[] = [
  ['app', 'haproxy', 'mirrormaker', 'cloud'],
  ['postgres', 'redis', ...brokerNames, 'localstack', 'etcd'],
  ['egress', 'toxiproxy'],
];

export function createFleet(site: Site, options: FleetOptions): Fleet {
  const { launcher } = options;
  const { regions } = site.addresses;
  const controlMembers = new ControlMembers(site);
  const servers = specsOf(site, options, controlMembers).map((spec) =>
    createServer(spec, {
      launcher,
      clock: site.clock,
      logFile: logOf(site, spec.region, spec.name),
      ...(spec.name === 'localstack'
        ? { afterStart: () => fillCloud(site, spec.region, options) }
        : {}),
    }),
  );
  const machines = regions.map((region) => databaseMachine(site, region, launcher));
  return {
    servers,
    controlMembers,
    server: (region, name) => {
      const found = servers.find((server) => server.region === region && server.name === name);
      if (!found) throw new RangeError(`there is no ${name} in ${region}`);
      return found;
    },
    machine: (region) => {
      const found = machines.find((machine) => machine.region === region);
      if (!found) throw new RangeError(`there is no database machine in ${region}`);
      return found;
    },
    end: async () => {
      for (const names of groups) {
        const group = servers.filter(({ name }) => names.includes(name));
        await Promise.all(group.map((server) => server.stop()));
      }
      for (const name of [...regions, 'wan', 'cloud', 'parts']) {
        await rm(join(site.privateDir, name), { recursive: true, force: true });
      }
    },
  };
}

function specsOf(
  site: Site,
  options: FleetOptions,
  controlMembers: ControlMembers,
): readonly ServerSpec[] {
  return [
    toxiproxy(site),
    cloud(site, options.cloud),
    ...site.addresses.regions.flatMap((region) => [
      postgres(site, region),
      redis(site, region),
      ...site.addresses.brokers(region).map((broker) => kafka(site, region, broker)),
      localstack(site, region),
      egress(site, region),
      etcd(site, region, controlMembers),
      haproxy(site, region),
      app(site, region, options.app, options.service),
    ]),
    ...site.topology.mirrors.map((mirror) => mirrormaker(site, mirror)),
  ];
}

/** LocalStack forgets everything when it ends: bucket and names are made at each start. */
async function fillCloud(site: Site, region: string, { provisionNames }: FleetOptions) {
  const { addresses, topology } = site;
  await provisionBuckets(site, region);
  if (region !== zoneRegion(topology)) return;
  if (!provisionNames) return;
  // LocalStack loads Route 53 at its first call, while all else starts: one call can be too slow.
  const named = { what: 'Route 53 to take zone and health checks', ms: deadlines.provisionMs };
  await until(site.clock, named, async () => {
    await provisionNames(addresses.local(region, 's3'), addresses);
    return true;
  });
}
