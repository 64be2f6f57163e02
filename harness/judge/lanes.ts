import type { Journal, OperationEntry } from '../journal/index.ts';
import type { Moments } from './moments.ts';
import { percentile } from './statistics.ts';

/** Normal, from all operations that ended within the steady phase. */
export interface SteadyState {
  readonly successRate: number;
  /** Latency of the successful ones. */
  readonly p99Ms: number;
}

/** One service as one vantage saw it: the unit that an RTO belongs to. */
export interface Lane {
  readonly service: string;
  readonly vantage: string;
  /** In the order of their scheduled start. */
  readonly operations: readonly OperationEntry[];
  /** Undefined when nothing ended in the steady phase. */
  readonly steady: SteadyState | undefined;
}

/** A lane for every service at every vantage that the run names, with load or without. */
export function lanesOf(journal: Journal, moments: Moments): Lane[] {
  const byLane = new Map<string, OperationEntry[]>();
  for (const service of journal.run.services)
    for (const vantage of journal.run.vantages) byLane.set(laneKey(service.name, vantage), []);
  for (const operation of journal.operations)
    byLane.get(laneKey(operation.service, operation.vantage))?.push(operation);
  return journal.run.services.flatMap((service) =>
    journal.run.vantages.map((vantage) => {
      const operations = byLane.get(laneKey(service.name, vantage)) ?? [];
      const steady = steadyStateOf(operations, moments);
      return { service: service.name, vantage, operations, steady };
    }),
  );
}

/** Operations still under way when the fault came belong to it, not to the steady state. */
function steadyStateOf(operations: readonly OperationEntry[], moments: Moments) {
  const latencies: number[] = [];
  let ended = 0;
  for (const { atMs, endMs, outcome } of operations) {
    if (atMs >= moments.steadyToMs) break;
    if (atMs < moments.steadyFromMs || endMs > moments.steadyToMs) continue;
    ended += 1;
    if (outcome === 'ok') latencies.push(endMs - atMs);
  }
  if (ended === 0) return undefined;
  const p99Ms = percentile(Float64Array.from(latencies).sort(), 0.99) ?? 0;
  return { successRate: latencies.length / ended, p99Ms };
}

function laneKey(service: string, vantage: string): string {
  return `${service}\n${vantage}`;
}
