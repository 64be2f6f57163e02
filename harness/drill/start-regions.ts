import type { Address, Clock } from '../../engine/index.ts';
import { createRoute53Client, layoutRoute53, provisionRoute53 } from '../cloud/index.ts';
import type { Processes } from '../processes/processes.ts';
import type { Addresses } from '../regions/index.ts';
import type { PreparedRuntime, RegionsRequest } from '../regions/prepared-runtime.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { SimulationOptions } from '../regions/simulated/start.ts';
import type { Topology } from '../regions/topology.ts';
import type { PreparedPlan } from './prepare.ts';
import type { Progress } from './progress.ts';
import type { RunDirectory } from './run-directory.ts';

/** What the rig works with, whatever it does. */
export interface RigTools {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface StartRequest {
  readonly topology: Topology;
  readonly prepared: PreparedPlan;
  readonly runtime: PreparedRuntime;
  readonly directory: RunDirectory;
  readonly processes: Processes;
  /** Path of the service's program, if it is not the usual one. */
  readonly service?: string | undefined;
}

/**
 * What the service gives a store before it calls the request failed, below what clients give it;
 * realtime milliseconds. On two busy cores LocalStack was seen to stall for 0.5 s.
 */
const DEPENDENCY_TIMEOUT_MS = 3000;
/**
 * How often the DNS edge reads the zone, in any profile: AWS propagates within 60 s, usually much
 * sooner. At this rate three idle LocalStacks take 2 % of a CPU.
 */
const ZONE_POLL_MS = 2000;

/** Starts the regions as the plan wants them. Throws what the runtime throws; nothing is left. */
export function startRegions(request: StartRequest, tools: RigTools): Promise<RunningRegions> {
  const { topology, prepared, directory, processes, runtime, service } = request;
  const { clock, signal, progress } = tools;
  return progress.phase('Start three regions', (say) =>
    runtime.start({
      ...{ topology, place: directory, processes, clock, signal, service },
      ...simulationOf(prepared, directory.runId),
      onProgress: ({ region, server, message }) => say(`${region} ${server}: ${message}`),
    }),
  );
}

/** What a plan wants of regions. What it provisions is known by the reference. */
export function simulationOf({ plan, unscaled, timeScale }: PreparedPlan, reference: string) {
  return {
    planName: plan.name,
    leaseTtlMs: plan.fencing.leaseTtlMs,
    dependencyTimeoutMs: DEPENDENCY_TIMEOUT_MS * timeScale,
    cloud: {
      zone: plan.dns.zone,
      timeScale,
      propagation: { pollMs: ZONE_POLL_MS, delayMs: 0 },
    },
    namesFrom: JSON.stringify(unscaled.dns),
    provisionNames: (route53, addresses) =>
      provisionNames(unscaled.dns, reference, { route53, addresses }),
  } satisfies SimulationOptions & Pick<RegionsRequest, 'namesFrom'>;
}

/** Checks and records keep the plan's whole seconds; the edge scales them as it uses them. */
async function provisionNames(
  dns: PreparedPlan['unscaled']['dns'],
  reference: string,
  { route53, addresses }: { readonly route53: Address; readonly addresses: Addresses },
): Promise<void> {
  const machines = addresses.regions.map((region) => [region, addresses.machine(region)] as const);
  const doors = addresses.regions.map(
    (region) => [region, addresses.local(region, 'control')] as const,
  );
  const [anyRegion = ''] = addresses.regions;
  const layout = layoutRoute53(dns, {
    reference,
    machines: Object.fromEntries(machines),
    gatewayPort: addresses.local(anyRegion, 'gateway').port,
    routingControls: Object.fromEntries(doors),
  });
  await provisionRoute53(createRoute53Client(route53), layout);
}
