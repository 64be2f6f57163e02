import { type Journal, type OperationSequence, Selection } from '../journal/index.ts';
import type { Moments } from './moments.ts';
import { firstAtOrAfter, percentile } from './statistics.ts';

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
  readonly operations: OperationSequence;
  /** Undefined when nothing ended in the steady phase. */
  readonly steady: SteadyState | undefined;
}

/** A lane for every service at every vantage that the run names, with load or without. */
export function lanesOf(journal: Journal, moments: Moments): Lane[] {
  const { services, vantages } = journal.run;
  const names = services.flatMap(({ name }) =>
    vantages.map((vantage) => ({ service: name, vantage })),
  );
  const places = placesByLane(journal, names);
  return names.map((name, lane) => {
    const operations = new Selection(journal.operations, places[lane] ?? new Uint32Array());
    return { ...name, operations, steady: steadyStateOf(operations, moments) };
  });
}

/** Where each lane's operations stand among all: one pass to count and one to note. */
function placesByLane(journal: Journal, names: readonly Pick<Lane, 'service' | 'vantage'>[]) {
  const { operations } = journal;
  const laneOfClass = operations.classes.map(({ service, vantage }) =>
    names.findIndex((name) => name.service === service && name.vantage === vantage),
  );
  const counts = new Array<number>(names.length).fill(0);
  for (let i = 0; i < operations.length; i += 1) {
    const lane = laneOfClass[operations.classIndex(i)] as number;
    if (lane >= 0) counts[lane] = (counts[lane] as number) + 1;
  }
  const places = counts.map((count) => new Uint32Array(count));
  counts.fill(0);
  for (let i = 0; i < operations.length; i += 1) {
    const lane = laneOfClass[operations.classIndex(i)] as number;
    if (lane < 0) continue;
    const next = counts[lane] as number;
    (places[lane] as Uint32Array)[next] = i;
    counts[lane] = next + 1;
  }
  return places;
}

/** Operations still under way when the fault came belong to it, not to the steady state. */
function steadyStateOf(operations: OperationSequence, moments: Moments): SteadyState | undefined {
  const first = firstAtOrAfter(operations, moments.steadyFromMs);
  const end = firstAtOrAfter(operations, moments.steadyToMs);
  const latencies = new Float64Array(Math.max(0, end - first));
  let ended = 0;
  let ok = 0;
  for (let i = first; i < end; i += 1) {
    const endMs = operations.endMs(i);
    if (endMs > moments.steadyToMs) continue;
    ended += 1;
    if (operations.classOf(i).outcome !== 'ok') continue;
    latencies[ok] = endMs - operations.atMs(i);
    ok += 1;
  }
  if (ended === 0) return undefined;
  const p99Ms = percentile(latencies.subarray(0, ok).sort(), 0.99) ?? 0;
  return { successRate: ok / ended, p99Ms };
}
