import type { RunningRegions } from '../regions/runtime.ts';
import type { WorkloadConfig } from '../workload/config.ts';
import { readBackStores } from './measured.ts';

/**
 * How the load looks in every scenario. Each of four vantages asks about every 91 ms, which is how
 * finely an outage is seen, and 110 times in the hold time of the profile fast, so that one slow
 * operation is what a p99 allows. More would only make the host a part of what is measured: 240/s
 * needed 155 % of two CPUs, and 60/s, four of five a write, needed 180 % of two slow ones, which
 * kept operations waiting for a second with nothing broken. It is more than the 40 operations/s
 * that a verdict needs, so that noise does not push it below.
 */
const load = {
  operationsPerSecond: 44,
  writeShare: 0.7,
  payloadBytes: 200,
  maxInFlight: 4000,
  maxConnections: 64,
  operationTimeoutMs: 4000,
  connectionMaxAgeMs: 60_000,
  connectionIdleMs: 10_000,
} as const;

export interface LoadRequest {
  readonly regions: RunningRegions;
  readonly journalDir: string;
  readonly seed: number;
  readonly earlierRuns: number;
  readonly timeScale: number;
  /** After this the clients end by themselves, whatever becomes of the drill; milliseconds. */
  readonly maxDurationMs: number;
}

/** The clients of all vantages: each with its own resolver, and its own paths to every region. */
export function workloadConfig(request: LoadRequest): WorkloadConfig {
  const { regions, timeScale } = request;
  const { topology, wan } = regions;
  const { service, vantages, regions: endpoints } = regions.endpoints(topology.vantages[0] ?? '');
  const routesFrom = (vantage: string) =>
    Object.entries(service.records).map(([region, ip]) => {
      const gateway = wan.link(vantage, region).services.gateway;
      if (!gateway) throw new RangeError(`no gateway on the link from ${vantage} to ${region}`);
      return [ip, gateway.host] as const;
    });
  const [anyGateway] = Object.values(Object.values(endpoints)[0]?.gateway.seenFrom ?? {});
  if (!anyGateway) throw new RangeError('the topology has no gateway');
  return {
    journal: request.journalDir,
    seed: request.seed,
    earlierRuns: request.earlierRuns,
    ...load,
    everyNth: readBackStores.flatMap((store) => store.everyNth ?? []),
    operationTimeoutMs: load.operationTimeoutMs * timeScale,
    connectionMaxAgeMs: load.connectionMaxAgeMs * timeScale,
    connectionIdleMs: load.connectionIdleMs * timeScale,
    maxDurationMs: request.maxDurationMs,
    service: { label: 'core-api', name: service.name, port: anyGateway.port },
    vantages: Object.fromEntries(
      Object.entries(vantages).map(([vantage, { resolver }]) => [
        vantage,
        { resolver, routes: Object.fromEntries(routesFrom(vantage)) },
      ]),
    ),
  };
}
