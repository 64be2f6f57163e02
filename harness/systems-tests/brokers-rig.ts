import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Address,
  systemClock as clock,
  type Endpoints,
  factProbes,
  loadPlan,
} from '../../engine/index.ts';
import { installPart, type Parts } from '../parts/index.ts';
import { createProcesses } from '../processes/processes.ts';
import { brokerNames } from '../regions/broker-names.ts';
import { childLauncher } from '../regions/embedded/child-launcher.ts';
import { addressesOf } from '../regions/embedded/loopback.ts';
import { loadTopology } from '../regions/index.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import { newAccounts } from '../regions/simulated/accounts.ts';
import { createTopics } from '../regions/simulated/provision-topics.ts';
import { createServer, type ServerProcess } from '../regions/simulated/server-process.ts';
import { kafka } from '../regions/simulated/servers/kafka.ts';
import type { ServerSpec } from '../regions/simulated/servers/server.ts';
import { toxiproxy } from '../regions/simulated/servers/toxiproxy.ts';
import { logOf, type Site } from '../regions/simulated/site.ts';
import { claimSlot } from '../regions/simulated/slot.ts';
import { wanOptions } from '../regions/simulated/wan-options.ts';
import { createWan } from '../wan/create-wan.ts';

export const region = 'us-east-1';
export const topic = 'test-events';

/** The three brokers of one region as a drill has them, and a link to each from every place. */
export interface BrokersRig extends AsyncDisposable {
  readonly places: readonly string[];
  /** By their node ids, from 1. */
  broker(id: number): ServerProcess;
  /** Where a place finds all of them. */
  seenFrom(place: string): readonly Address[];
  /** No more of regions than where their queues are. */
  readonly regions: RunningRegions;
  /** Why the engine of another region finds the queue unreachable; undefined while it does not. */
  obstacle(): Promise<string | undefined>;
}

export async function startBrokers(): Promise<BrokersRig> {
  const runDir = mkdtempSync(join(tmpdir(), 'blackstart-brokers-'));
  const processes = createProcesses({ runId: runDir, runDir, clock });
  const slot = await claimSlot();
  await using starting = new AsyncDisposableStack();
  starting.defer(async () => {
    await processes.endAll();
    slot[Symbol.dispose]();
    rmSync(runDir, { recursive: true });
  });
  const site = await siteIn(runDir, slot.number);
  const serverOf = (spec: ServerSpec) => {
    const launcher = childLauncher(processes);
    return createServer(spec, { launcher, clock, logFile: logOf(site, region, spec.name) });
  };
  const brokers = brokerNames.map((name) => serverOf(kafka(site, region, name)));
  const servers = [serverOf(toxiproxy(site)), ...brokers];
  // None is still about to start when the others are ended.
  const started = await Promise.allSettled(servers.map((server) => server.start()));
  for (const each of started) if (each.status === 'rejected') throw each.reason;
  starting.use(await createWan(wanOptions(site)));
  await createTopics(clock, site.addresses.localBrokers(region), [topic]);
  const { regions, obstacle } = asSeen(site);
  const ending = starting.move();
  return {
    places: site.addresses.places,
    broker: (id) => brokers[id - 1] as ServerProcess,
    seenFrom: (place) =>
      brokerNames.map((name) => {
        const seen = site.addresses.seenFrom(region, name)[place];
        if (!seen) throw new RangeError(`no path from ${place}`);
        return seen;
      }),
    regions,
    obstacle,
    [Symbol.asyncDispose]: () => ending[Symbol.asyncDispose](),
  };
}

async function siteIn(runDir: string, slot: number): Promise<Site> {
  const topology = await loadTopology('fixtures/topologies/three-brokers.yaml');
  const parts = { kafka: await installPart('kafka'), toxiproxy: await installPart('toxiproxy') };
  return {
    topology,
    addresses: addressesOf(topology, slot),
    // No other server is started.
    parts: parts as unknown as Parts,
    accounts: newAccounts(),
    clock,
    privateDir: runDir,
    logsDir: runDir,
    unprivileged: undefined,
  };
}

/** The queue by its endpoints, from the region that the engine of the rig is in. */
function asSeen({ addresses }: Site): Pick<BrokersRig, 'regions' | 'obstacle'> {
  const [seenFrom = {}, ...others] = brokerNames.map((name) => addresses.seenFrom(region, name));
  const nowhere = { seenFrom: { '*': { host: addresses.machine(region), port: 1 } } };
  const endpoints: Pick<Endpoints, 'home' | 'regions'> = {
    home: 'us-west-2',
    regions: {
      [region]: {
        postgres: { ...nowhere, user: 'u', password: 'p', database: 'd', slots: {} },
        redis: nowhere,
        kafka: { seenFrom, others },
        s3: { ...nowhere, bucket: 'b' },
        gateway: nowhere,
        etcd: nowhere,
      },
    },
  };
  const plan = loadPlan('fixtures/plans/semantest.yaml');
  const figures = { everyMs: 5_000, timeoutMs: 2_000, failures: 1, successes: 1 };
  const probes = { database: plan.probes.database, kafka: figures };
  const none = { postgres: {}, redis: {}, agents: {} };
  const watched = { clock, plan: { ...plan, probes }, endpoints, ...none };
  const [probe] = factProbes(watched, () => region);
  return {
    regions: { endpoints: () => endpoints } as unknown as RunningRegions,
    obstacle: async () => (await probe?.probe())?.error,
  };
}
