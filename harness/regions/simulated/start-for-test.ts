import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, type Clock, loadPlan } from '../../../engine/index.ts';
import { createRoute53Client, layoutRoute53, provisionRoute53 } from '../../cloud/index.ts';
import { carriesLabel, listProcesses } from '../../processes/process-table.ts';
import { createProcesses, type Processes } from '../../processes/processes.ts';
import type { RuntimeUnderTest } from '../contract.ts';
import { loadTopology } from '../load-topology.ts';
import type { Topology } from '../topology.ts';
import { type Addresses, ports } from './addresses.ts';
import type { SimulatedRegions } from './simulated-regions.ts';
import type { SimulationOptions } from './start.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures');

/** What a runtime is told by a test. */
export interface TestOptions extends SimulationOptions {
  readonly topology: Topology;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly runId: string;
  readonly privateDir: string;
  readonly logsDir: string;
}

/** How a runtime starts regions, and what of a run is left beside processes and files. */
export interface RuntimeForTest {
  start(options: TestOptions): Promise<SimulatedRegions>;
  remains?(runId: string): Promise<readonly string[]>;
  sweep?(runId: string): Promise<unknown>;
}

export interface TestRun {
  readonly remains: () => Promise<readonly string[]>;
  start(runtime: RuntimeForTest): Promise<RuntimeUnderTest>;
  /** Ends what is left, and removes the directories. */
  clean(): Promise<void>;
}

/** Regions in scratch directories of their own. */
export function testRun(clock: Clock): TestRun {
  const runDir = mkdtempSync(join(tmpdir(), 'blackstart-regions-'));
  chmodSync(runDir, 0o711);
  const runId = runDir;
  const privateDir = join(runDir, 'private');
  const processes = createProcesses({ runId, runDir, clock });
  let runtimeOfRun: RuntimeForTest | undefined;
  const remains = async () => [
    ...listProcesses()
      .filter(({ pid }) => carriesLabel(pid, runId))
      .map(({ pid }) => `process ${pid}`),
    ...(existsSync(privateDir) ? readdirSync(privateDir) : []),
    ...((await runtimeOfRun?.remains?.(runId)) ?? []),
  ];
  const clean = async () => {
    await processes.endAll();
    await runtimeOfRun?.sweep?.(runId);
    rmSync(runDir, { recursive: true, force: true });
  };
  return {
    remains,
    clean,
    start: async (runtime) => {
      runtimeOfRun = runtime;
      const regions = await runtime.start({
        topology: await loadTopology(join(fixtures, 'topologies/three-regions.yaml')),
        ...{ processes, clock, runId, privateDir },
        logsDir: join(runDir, 'logs'),
        planName: 'contract',
        leaseTtlMs: 5_000,
        dependencyTimeoutMs: 2_000,
        cloud: {
          zone: 'semantest.test',
          timeScale: 1,
          propagation: { pollMs: 1_000, delayMs: 0 },
        },
        provisionNames: (route53, addresses) => provisionNames(runId, route53, addresses),
      });
      return {
        regions,
        remains,
        [Symbol.asyncDispose]: async () => {
          await regions[Symbol.asyncDispose]();
        },
      };
    },
  };
}

async function provisionNames(
  reference: string,
  route53: Address,
  addresses: Addresses,
): Promise<void> {
  const { dns } = loadPlan(join(fixtures, 'plans/semantest.yaml'));
  const machines = addresses.regions.map((region) => [region, addresses.machine(region)]);
  const doors = addresses.regions.map((region) => [region, addresses.local(region, 'control')]);
  const layout = layoutRoute53(dns, {
    reference,
    machines: Object.fromEntries(machines),
    gatewayPort: ports.gateway,
    routingControls: Object.fromEntries(doors),
  });
  await provisionRoute53(createRoute53Client(route53), layout);
}
